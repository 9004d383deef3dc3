-- A page finds its monument by address at any revision; the unique index knows the current one only.
CREATE INDEX `monument_address` ON `monument` (`site_id`,`slug`);
