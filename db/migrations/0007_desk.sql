-- The editors' desk: roles per site, second factors, sources as a library, pictures, people at risk; and beside the
-- record drafts, proposals and words from outside. Only `person_name` may be emptied: that is an erasure.
CREATE TABLE `image` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`subject_id` text NOT NULL,
	`monument_id` text,
	`sha256` text NOT NULL,
	`size` integer NOT NULL,
	`width` integer NOT NULL,
	`height` integer NOT NULL,
	`original_sha256` text NOT NULL,
	`original_mime` text NOT NULL,
	`original_size` integer NOT NULL,
	`caption` text NOT NULL,
	`credit` text NOT NULL,
	`rights` text NOT NULL,
	`taken` text,
	`taken_earliest` integer,
	`taken_latest` integer,
	`known_from` integer NOT NULL,
	`redacts` text,
	`before_id` text,
	`position` integer NOT NULL,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "image_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "image_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "image_rights" CHECK(rights is null or rights in ('public_domain', 'no_known_restrictions', 'cc0', 'cc_by', 'cc_by_sa', 'cc_by_nc', 'cc_by_nc_sa', 'cc_by_nd', 'cc_by_nc_nd', 'used_with_permission', 'educational', 'all_rights_reserved', 'internal_use', 'unknown')),
	CONSTRAINT "image_original_mime" CHECK(original_mime is null or original_mime in ('image/jpeg', 'image/png', 'image/webp', 'image/tiff'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `image_current` ON `image` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `image_subject` ON `image` (`subject_id`);--> statement-breakpoint
CREATE INDEX `image_monument` ON `image` (`monument_id`) WHERE monument_id is not null;--> statement-breakpoint
CREATE TABLE `image_details` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`image_id` text NOT NULL,
	`metadata` text NOT NULL,
	`lat` real,
	`lon` real,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "image_details_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "image_details_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `image_details_current` ON `image_details` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `image_details_image` ON `image_details` (`image_id`);--> statement-breakpoint
CREATE TABLE `instance` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`access` text NOT NULL,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "instance_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "instance_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "instance_access" CHECK(access is null or access in ('public', 'private'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `instance_current` ON `instance` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `person` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`site_id` text NOT NULL,
	`part` text NOT NULL,
	`organisation` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "person_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "person_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_current` ON `person` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `person_site` ON `person` (`site_id`);--> statement-breakpoint
CREATE TABLE `person_name` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`person_id` text NOT NULL,
	`name` text,
	`note` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "person_name_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "person_name_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `person_name_current` ON `person_name` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `person_name_person` ON `person_name` (`person_id`);--> statement-breakpoint
CREATE TABLE `redirect` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`from_id` text NOT NULL,
	`to_id` text NOT NULL,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "redirect_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "redirect_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `redirect_current` ON `redirect` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `redirect_from` ON `redirect` (`from_id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `redirect_to` ON `redirect` (`to_id`);--> statement-breakpoint
CREATE TABLE `two_factor` (
	`id` text PRIMARY KEY NOT NULL,
	`secret` text NOT NULL,
	`backup_codes` text NOT NULL,
	`user_id` text NOT NULL,
	`verified` integer,
	`failed_verification_count` integer,
	`locked_until` integer,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `two_factor_user` ON `two_factor` (`user_id`);--> statement-breakpoint
CREATE TABLE `draft` (
	`user_id` text NOT NULL,
	`form` text NOT NULL,
	`about` text NOT NULL,
	`path` text NOT NULL,
	`values` text NOT NULL,
	`saved_at` text NOT NULL,
	PRIMARY KEY(`user_id`, `form`, `about`)
);
--> statement-breakpoint
CREATE TABLE `proposal` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`verb` text NOT NULL,
	`input` text NOT NULL,
	`ids` text NOT NULL,
	`changes` text NOT NULL,
	`record_id` text NOT NULL,
	`reason` text NOT NULL,
	`user_id` text NOT NULL,
	`state` text NOT NULL,
	`version` integer NOT NULL,
	`at_rev` integer NOT NULL,
	`proposed_at` text NOT NULL,
	`decided_by` text,
	`decided_at` text,
	`rev` integer
);
--> statement-breakpoint
CREATE INDEX `proposal_queue` ON `proposal` (`state`,`site_id`,`proposed_at`);--> statement-breakpoint
CREATE INDEX `proposal_user` ON `proposal` (`user_id`,`state`);--> statement-breakpoint
CREATE INDEX `proposal_record` ON `proposal` (`record_id`);--> statement-breakpoint
CREATE TABLE `proposal_step` (
	`proposal_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`user_id` text NOT NULL,
	`at` text NOT NULL,
	`comment` text,
	PRIMARY KEY(`proposal_id`, `version`),
	FOREIGN KEY (`proposal_id`) REFERENCES `proposal`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `tip` (
	`id` text PRIMARY KEY NOT NULL,
	`site_id` text NOT NULL,
	`about_id` text,
	`kind` text NOT NULL,
	`words` text NOT NULL,
	`url` text,
	`contact` text,
	`lang` text NOT NULL,
	`received_at` text NOT NULL,
	`state` text NOT NULL,
	`handled_by` text,
	`handled_at` text,
	`outcome` text
);
--> statement-breakpoint
CREATE INDEX `tip_queue` ON `tip` (`state`,`site_id`,`received_at`);--> statement-breakpoint
DROP INDEX `membership_user`;--> statement-breakpoint
ALTER TABLE `membership` ADD `site_id` text;--> statement-breakpoint
ALTER TABLE `membership` ADD `banned_at` text;--> statement-breakpoint
CREATE UNIQUE INDEX `membership_user` ON `membership` (`user_id`, coalesce(`site_id`, '')) WHERE retired_rev is null;--> statement-breakpoint
ALTER TABLE `claim` ADD `person_id` text;--> statement-breakpoint
ALTER TABLE site ADD COLUMN workflow text CONSTRAINT site_workflow CHECK (workflow is null or workflow in ('direct', 'reviewed'));
--> statement-breakpoint
ALTER TABLE source ADD COLUMN author text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN kind text CONSTRAINT source_kind CHECK (kind is null or kind in ('journal_article', 'book', 'chapter', 'thesis', 'published_report', 'unpublished_report', 'government_document', 'news_article', 'news_broadcast', 'press_release', 'website', 'blog', 'social_media', 'personal_communication', 'archive', 'dataset', 'satellite_image', 'aerial_photograph', 'photograph', 'video', 'map', 'drawing'));
--> statement-breakpoint
ALTER TABLE source ADD COLUMN rights text CONSTRAINT source_rights CHECK (rights is null or rights in ('public_domain', 'no_known_restrictions', 'cc0', 'cc_by', 'cc_by_sa', 'cc_by_nc', 'cc_by_nc_sa', 'cc_by_nd', 'cc_by_nc_nd', 'used_with_permission', 'educational', 'all_rights_reserved', 'internal_use', 'unknown'));
--> statement-breakpoint
ALTER TABLE source ADD COLUMN archive_url text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN copy_sha256 text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN copy_name text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN copy_mime text;
--> statement-breakpoint
ALTER TABLE source ADD COLUMN copy_size integer;
--> statement-breakpoint
ALTER TABLE `user` ADD COLUMN two_factor_enabled integer;
--> statement-breakpoint
DROP TRIGGER site_retire_once;
--> statement-breakpoint
CREATE TRIGGER site_retire_once BEFORE UPDATE ON site
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.slug IS OLD.slug AND NEW.country IS OLD.country AND NEW.region IS OLD.region AND NEW.provenance IS OLD.provenance AND NEW.workflow IS OLD.workflow)
BEGIN SELECT RAISE(ABORT, 'site is append-only'); END;
--> statement-breakpoint
DROP TRIGGER source_retire_once;
--> statement-breakpoint
CREATE TRIGGER source_retire_once BEFORE UPDATE ON source
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.title IS OLD.title AND NEW.publisher IS OLD.publisher AND NEW.published IS OLD.published AND NEW.published_as_given IS OLD.published_as_given AND NEW.published_latest IS OLD.published_latest AND NEW.url IS OLD.url AND NEW.lang IS OLD.lang AND NEW.class IS OLD.class AND NEW.reliability IS OLD.reliability AND NEW.reliability_reason IS OLD.reliability_reason AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance AND NEW.author IS OLD.author AND NEW.kind IS OLD.kind AND NEW.rights IS OLD.rights AND NEW.archive_url IS OLD.archive_url AND NEW.copy_sha256 IS OLD.copy_sha256 AND NEW.copy_name IS OLD.copy_name AND NEW.copy_mime IS OLD.copy_mime AND NEW.copy_size IS OLD.copy_size)
BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
--> statement-breakpoint
DROP TRIGGER claim_retire_once;
--> statement-breakpoint
CREATE TRIGGER claim_retire_once BEFORE UPDATE ON claim
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.property IS OLD.property AND NEW.source_id IS OLD.source_id AND NEW.words IS OLD.words AND NEW.words_lang IS OLD.words_lang AND NEW.value IS OLD.value AND NEW.coded_by IS OLD.coded_by AND NEW.event_id IS OLD.event_id AND NEW.question_id IS OLD.question_id AND NEW.locator IS OLD.locator AND NEW.attributed_to IS OLD.attributed_to AND NEW.info_grade IS OLD.info_grade AND NEW.info_grade_reason IS OLD.info_grade_reason AND NEW.observed IS OLD.observed AND NEW.observed_latest IS OLD.observed_latest AND NEW.method IS OLD.method AND NEW.access IS OLD.access AND NEW.reported IS OLD.reported AND NEW.known_from IS OLD.known_from AND NEW.origin IS OLD.origin AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance AND NEW.person_id IS OLD.person_id)
BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
--> statement-breakpoint
DROP TRIGGER membership_retire_once;
--> statement-breakpoint
CREATE TRIGGER membership_retire_once BEFORE UPDATE ON membership
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.user_id IS OLD.user_id AND NEW.role IS OLD.role AND NEW.site_id IS OLD.site_id AND NEW.banned_at IS OLD.banned_at)
BEGIN SELECT RAISE(ABORT, 'membership is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER redirect_no_delete BEFORE DELETE ON redirect BEGIN SELECT RAISE(ABORT, 'redirect is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER redirect_retire_once BEFORE UPDATE ON redirect
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.from_id IS OLD.from_id AND NEW.to_id IS OLD.to_id)
BEGIN SELECT RAISE(ABORT, 'redirect is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER image_no_delete BEFORE DELETE ON image BEGIN SELECT RAISE(ABORT, 'image is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER image_retire_once BEFORE UPDATE ON image
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.monument_id IS OLD.monument_id AND NEW.sha256 IS OLD.sha256 AND NEW.size IS OLD.size AND NEW.width IS OLD.width AND NEW.height IS OLD.height AND NEW.original_sha256 IS OLD.original_sha256 AND NEW.original_mime IS OLD.original_mime AND NEW.original_size IS OLD.original_size AND NEW.caption IS OLD.caption AND NEW.credit IS OLD.credit AND NEW.rights IS OLD.rights AND NEW.taken IS OLD.taken AND NEW.taken_earliest IS OLD.taken_earliest AND NEW.taken_latest IS OLD.taken_latest AND NEW.known_from IS OLD.known_from AND NEW.redacts IS OLD.redacts AND NEW.before_id IS OLD.before_id AND NEW.position IS OLD.position)
BEGIN SELECT RAISE(ABORT, 'image is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER image_details_no_delete BEFORE DELETE ON image_details BEGIN SELECT RAISE(ABORT, 'image_details is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER image_details_retire_once BEFORE UPDATE ON image_details
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.image_id IS OLD.image_id AND NEW.metadata IS OLD.metadata AND NEW.lat IS OLD.lat AND NEW.lon IS OLD.lon)
BEGIN SELECT RAISE(ABORT, 'image_details is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER person_no_delete BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'person is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER person_retire_once BEFORE UPDATE ON person
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.site_id IS OLD.site_id AND NEW.part IS OLD.part AND NEW.organisation IS OLD.organisation)
BEGIN SELECT RAISE(ABORT, 'person is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER person_name_no_delete BEFORE DELETE ON person_name BEGIN SELECT RAISE(ABORT, 'person_name is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER person_name_retire_once BEFORE UPDATE ON person_name
WHEN NOT ((OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.person_id IS OLD.person_id AND NEW.name IS OLD.name AND NEW.note IS OLD.note) OR (NEW.name IS NULL AND NEW.note IS NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.retired_rev IS OLD.retired_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.person_id IS OLD.person_id))
BEGIN SELECT RAISE(ABORT, 'person_name is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER instance_no_delete BEFORE DELETE ON instance BEGIN SELECT RAISE(ABORT, 'instance is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER instance_retire_once BEFORE UPDATE ON instance
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.access IS OLD.access)
BEGIN SELECT RAISE(ABORT, 'instance is append-only'); END;
