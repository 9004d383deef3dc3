-- Frozen reports: files kept under their hash, with what they were made from. Never changed, never deleted.
CREATE TABLE `report` (
	`seq` integer PRIMARY KEY NOT NULL,
	`id` text NOT NULL,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`mime` text NOT NULL,
	`name` text NOT NULL,
	`audience` text NOT NULL,
	`site_id` text NOT NULL,
	`address` text NOT NULL,
	`origin` text NOT NULL,
	`rev` integer NOT NULL,
	`head` text NOT NULL,
	`at_rev` integer NOT NULL,
	`at_head` text NOT NULL,
	`monuments` text DEFAULT '[]' NOT NULL,
	`claims` text DEFAULT '[]' NOT NULL,
	`visible` text DEFAULT '[]' NOT NULL,
	`vocabulary` text NOT NULL,
	`template` text NOT NULL,
	`engine` text NOT NULL,
	`code` text NOT NULL,
	`build` text NOT NULL,
	`title` text,
	`frozen_at` text NOT NULL,
	`frozen_by` text,
	`replaces` text,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	CONSTRAINT "report_audience" CHECK(audience is null or audience in ('public', 'editor'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `report_id_unique` ON `report` (`id`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_prev_unique` ON `report` (`prev`);--> statement-breakpoint
CREATE UNIQUE INDEX `report_hash_unique` ON `report` (`hash`);--> statement-breakpoint
CREATE INDEX `report_site` ON `report` (`site_id`,`seq`);--> statement-breakpoint
CREATE INDEX `report_address` ON `report` (`address`,`audience`);
--> statement-breakpoint
CREATE TRIGGER report_no_delete BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
--> statement-breakpoint
CREATE TRIGGER report_no_update BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'reports are append-only'); END;
