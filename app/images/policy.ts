/** Nothing in the file of a picture may run, load or be taken for something else, wherever it is opened. */
export const IMAGE_POLICY = "default-src 'none'; sandbox"
