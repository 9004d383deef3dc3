-- Which revisions touched which monument: how a pinned revision differs from the newest. And the indexes of large registers.
CREATE TABLE `touched` (
	`monument_id` text NOT NULL,
	`rev` integer NOT NULL,
	PRIMARY KEY(`monument_id`, `rev`)
);
--> statement-breakpoint
CREATE INDEX `touched_rev` ON `touched` (`rev`,`monument_id`);--> statement-breakpoint
DROP INDEX `span_clocks`;--> statement-breakpoint
CREATE INDEX `adoption_target` ON `adoption` (`target_id`);--> statement-breakpoint
CREATE INDEX `assessment_subject` ON `assessment` (`subject_id`);--> statement-breakpoint
CREATE INDEX `monument_part` ON `monument` (`part_of`) WHERE part_of is not null;--> statement-breakpoint
-- Of what was saved before, it is only known that any revision may have touched any monument.
INSERT INTO touched (monument_id, rev)
SELECT DISTINCT monument.id, revision.rev FROM monument, revision WHERE monument.part_of IS NULL;
