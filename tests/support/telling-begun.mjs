// Loaded before a process beside the server: tells its parent once it listens for the parent's end.
process.on('newListener', (event) => {
  if (event === 'disconnect') process.send('begun')
})
