-- Imported monuments are of more kinds and carry more identifiers. SQLite cannot change a CHECK, so the two tables are
-- made anew with every row; the runner counts them before and after.
CREATE TABLE `identifier_widened` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`subject_id` text NOT NULL,
	`scheme` text NOT NULL,
	`value` text,
	`label` text,
	`note` text,
	`sources` text DEFAULT '[]' NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "identifier_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "identifier_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "identifier_scheme" CHECK(scheme is null or scheme in ('wikidata', 'pleiades', 'geonames', 'arachne', 'osm_way', 'unesco', 'topographia_palmyrena', 'trismegistos', 'darmc', 'eamena', 'inventory'))
);
--> statement-breakpoint
INSERT INTO `identifier_widened` SELECT * FROM `identifier`;
--> statement-breakpoint
DROP TABLE `identifier`;
--> statement-breakpoint
ALTER TABLE `identifier_widened` RENAME TO `identifier`;
--> statement-breakpoint
CREATE UNIQUE INDEX `identifier_current` ON `identifier` (`id`) WHERE retired_rev is null;
--> statement-breakpoint
CREATE INDEX `identifier_subject` ON `identifier` (`subject_id`);
--> statement-breakpoint
CREATE TRIGGER identifier_no_delete BEFORE DELETE ON identifier BEGIN SELECT RAISE(ABORT, 'identifier is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER identifier_retire_once BEFORE UPDATE ON identifier
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.scheme IS OLD.scheme AND NEW.value IS OLD.value AND NEW.label IS OLD.label AND NEW.note IS OLD.note AND NEW.sources IS OLD.sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'identifier is append-only'); END;
--> statement-breakpoint
CREATE TABLE `monument_widened` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`site_id` text NOT NULL,
	`part_of` text,
	`principal_id` text,
	`slug` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer NOT NULL,
	`description` text,
	`description_sources` text DEFAULT '[]' NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "monument_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "monument_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "monument_kind" CHECK(kind is null or kind in ('temple', 'arch', 'theatre', 'castle', 'tetrapylon', 'street', 'necropolis', 'tower_tomb', 'hypogeum', 'temple_tomb', 'camp', 'baths', 'agora', 'court', 'sculpture', 'museum', 'wall', 'spring', 'shrine', 'caravanserai', 'fort', 'mosque', 'church', 'monastery', 'house', 'cistern', 'bridge', 'tomb', 'settlement', 'other', 'part'))
);
--> statement-breakpoint
INSERT INTO `monument_widened` SELECT * FROM `monument`;
--> statement-breakpoint
DROP TABLE `monument`;
--> statement-breakpoint
ALTER TABLE `monument_widened` RENAME TO `monument`;
--> statement-breakpoint
CREATE UNIQUE INDEX `monument_current` ON `monument` (`id`) WHERE retired_rev is null;
--> statement-breakpoint
CREATE UNIQUE INDEX `monument_slug` ON `monument` (`site_id`,`slug`) WHERE retired_rev is null;
--> statement-breakpoint
CREATE INDEX `monument_site` ON `monument` (`site_id`,`part_of`,`position`);
--> statement-breakpoint
CREATE INDEX `monument_part` ON `monument` (`part_of`) WHERE part_of is not null;
--> statement-breakpoint
CREATE TRIGGER monument_no_delete BEFORE DELETE ON monument BEGIN SELECT RAISE(ABORT, 'monument is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER monument_retire_once BEFORE UPDATE ON monument
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.site_id IS OLD.site_id AND NEW.part_of IS OLD.part_of AND NEW.principal_id IS OLD.principal_id AND NEW.slug IS OLD.slug AND NEW.kind IS OLD.kind AND NEW.position IS OLD.position AND NEW.description IS OLD.description AND NEW.description_sources IS OLD.description_sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'monument is append-only'); END;
--> statement-breakpoint
-- Imports, what becomes of their rows, and how columns were last understood. No query of the register reads these.
CREATE TABLE `import` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`file_name` text NOT NULL,
	`size` integer NOT NULL,
	`sha256` text NOT NULL,
	`format` text NOT NULL,
	`mapping` text,
	`settings` text NOT NULL,
	`reason` text NOT NULL,
	`state` text NOT NULL,
	`counts` text NOT NULL,
	`done` integer NOT NULL,
	`problem` text,
	`user_id` text NOT NULL,
	`user_name` text NOT NULL,
	`accepted_by` text,
	`accepted_name` text,
	`worker` text,
	`started_at` text NOT NULL,
	`heard_at` text NOT NULL,
	`at_rev` integer NOT NULL,
	`rev` integer,
	`undoes` integer,
	`undone_rev` integer
);
--> statement-breakpoint
CREATE INDEX `import_site` ON `import` (`site_id`,`started_at`);
--> statement-breakpoint
CREATE INDEX `import_rev` ON `import` (`rev`);
--> statement-breakpoint
CREATE TABLE `import_row` (
	`import_id` text NOT NULL,
	`row` integer NOT NULL,
	`verdict` text NOT NULL,
	`monument_id` text,
	`title` text,
	`problems` text NOT NULL,
	`kinds` text NOT NULL,
	PRIMARY KEY(`import_id`, `row`)
);
--> statement-breakpoint
CREATE INDEX `import_row_verdict` ON `import_row` (`import_id`,`verdict`,`row`);
--> statement-breakpoint
CREATE TABLE `import_mapping` (
	`site_id` text NOT NULL,
	`signature` text NOT NULL,
	`mapping` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	PRIMARY KEY(`site_id`, `signature`)
);
--> statement-breakpoint
-- What an import matches its rows by.
CREATE INDEX `identifier_value` ON `identifier` (`scheme`,`value`) WHERE retired_rev is null;
