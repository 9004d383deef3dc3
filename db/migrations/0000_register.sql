CREATE TABLE `adoption` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`target_id` text NOT NULL,
	`claim_id` text NOT NULL,
	`stance` text NOT NULL,
	`reason` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "adoption_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "adoption_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "adoption_stance" CHECK(stance is null or stance in ('establishing', 'corroborating', 'set_aside')),
	CONSTRAINT "adoption_reason" CHECK(stance <> 'set_aside' or reason is not null)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `adoption_current` ON `adoption` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `adoption_pair` ON `adoption` (`target_id`,`claim_id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `adoption_claim` ON `adoption` (`claim_id`);--> statement-breakpoint
CREATE TABLE `assessment` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`valid` text NOT NULL,
	`qualifier` text NOT NULL,
	`earliest` integer NOT NULL,
	`latest` integer NOT NULL,
	`subject_id` text NOT NULL,
	`property` text NOT NULL,
	`question_id` text,
	`value` text,
	`certainty` text NOT NULL,
	`rationale` text NOT NULL,
	`standing` text,
	`assessor` text NOT NULL,
	`known_from` integer NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "assessment_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "assessment_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "assessment_dates" CHECK(earliest <= latest),
	CONSTRAINT "assessment_property" CHECK(property is null or property in ('condition', 'extent', 'cause', 'actor', 'event_date', 'construction_date', 'location', 'count', 'statement')),
	CONSTRAINT "assessment_qualifier" CHECK(qualifier is null or qualifier in ('on', 'throughout', 'once_between')),
	CONSTRAINT "assessment_certainty" CHECK(certainty is null or certainty in ('definite', 'high', 'medium', 'low', 'negligible')),
	CONSTRAINT "assessment_condition" CHECK(property <> 'condition' or value in ('good', 'fair', 'poor', 'very_bad', 'destroyed', 'not_visible', 'unknown'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `assessment_current` ON `assessment` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `assessment_key` ON `assessment` (`subject_id`,`property`,`earliest`,`known_from`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `change` (
	`rev` integer NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`id` text NOT NULL,
	`base` integer NOT NULL,
	`hash` text NOT NULL,
	`before` text,
	`after` text,
	`salt` text,
	PRIMARY KEY(`rev`, `seq`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `change_base` ON `change` (`id`,`base`);--> statement-breakpoint
CREATE TABLE `claim` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`valid` text NOT NULL,
	`qualifier` text NOT NULL,
	`earliest` integer NOT NULL,
	`latest` integer NOT NULL,
	`subject_id` text NOT NULL,
	`property` text NOT NULL,
	`source_id` text NOT NULL,
	`words` text NOT NULL,
	`words_lang` text NOT NULL,
	`value` text,
	`coded_by` text,
	`event_id` text,
	`question_id` text,
	`locator` text,
	`attributed_to` text,
	`info_grade` text,
	`observed` text,
	`observed_latest` integer,
	`method` text,
	`access` text,
	`reported` integer,
	`known_from` integer NOT NULL,
	`origin` text,
	`note` text,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "claim_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "claim_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "claim_dates" CHECK(earliest <= latest),
	CONSTRAINT "claim_property" CHECK(property is null or property in ('condition', 'extent', 'cause', 'actor', 'event_date', 'construction_date', 'location', 'count', 'statement')),
	CONSTRAINT "claim_qualifier" CHECK(qualifier is null or qualifier in ('on', 'throughout', 'once_between')),
	CONSTRAINT "claim_info_grade" CHECK(info_grade is null or info_grade in ('1', '2', '3', '4', '5', '6')),
	CONSTRAINT "claim_method" CHECK(method is null or method in ('field_visit', 'satellite_image', 'photograph', 'video', 'testimony', 'documents')),
	CONSTRAINT "claim_access" CHECK(access is null or access in ('interior', 'exterior', 'distance', 'from_above', 'none')),
	CONSTRAINT "claim_condition" CHECK(property <> 'condition' or value is null or value in ('good', 'fair', 'poor', 'very_bad', 'destroyed', 'not_visible', 'unknown'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `claim_current` ON `claim` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `claim_subject` ON `claim` (`subject_id`,`property`);--> statement-breakpoint
CREATE INDEX `claim_source` ON `claim` (`source_id`);--> statement-breakpoint
CREATE INDEX `claim_event` ON `claim` (`event_id`);--> statement-breakpoint
CREATE INDEX `claim_question` ON `claim` (`question_id`);--> statement-breakpoint
CREATE TABLE `coordinate` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`subject_id` text NOT NULL,
	`lat` real NOT NULL,
	`lon` real NOT NULL,
	`line` text,
	`datum` text NOT NULL,
	`precision_m` real,
	`basis` text NOT NULL,
	`preferred` integer NOT NULL,
	`note` text,
	`sources` text DEFAULT '[]' NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "coordinate_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "coordinate_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "coordinate_range" CHECK(lat between -90 and 90 and lon between -180 and 180)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `coordinate_current` ON `coordinate` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `coordinate_subject` ON `coordinate` (`subject_id`);--> statement-breakpoint
CREATE TABLE `event` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`valid` text NOT NULL,
	`qualifier` text NOT NULL,
	`earliest` integer NOT NULL,
	`latest` integer NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`best` integer,
	`what` text NOT NULL,
	`after` text,
	`actor` text,
	`certainty` text NOT NULL,
	`known_from` integer NOT NULL,
	`note` text,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "event_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "event_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "event_dates" CHECK(earliest <= latest),
	CONSTRAINT "event_kind" CHECK(kind is null or kind in ('destroyed', 'damaged', 'looted', 'threatened', 'control_change', 'held', 'assessed', 'restored', 'planned_works', 'misused', 'used_for_event', 'moved', 'other')),
	CONSTRAINT "event_certainty" CHECK(certainty is null or certainty in ('confirmed', 'probable', 'reported'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `event_current` ON `event` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `event_subject` ON `event` (`subject_id`,`earliest`);--> statement-breakpoint
CREATE TABLE `identifier` (
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
	CONSTRAINT "identifier_scheme" CHECK(scheme is null or scheme in ('wikidata', 'pleiades', 'geonames', 'arachne', 'osm_way', 'unesco', 'topographia_palmyrena', 'trismegistos', 'darmc'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `identifier_current` ON `identifier` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `identifier_subject` ON `identifier` (`subject_id`);--> statement-breakpoint
CREATE TABLE `membership` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "membership_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "membership_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "membership_role" CHECK(role is null or role in ('viewer', 'editor', 'reviewer', 'admin'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `membership_current` ON `membership` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `membership_user` ON `membership` (`user_id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `monument` (
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
	CONSTRAINT "monument_kind" CHECK(kind is null or kind in ('temple', 'arch', 'theatre', 'castle', 'tetrapylon', 'street', 'necropolis', 'tower_tomb', 'hypogeum', 'temple_tomb', 'camp', 'baths', 'agora', 'court', 'sculpture', 'museum', 'wall', 'spring', 'shrine', 'part'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `monument_current` ON `monument` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `monument_slug` ON `monument` (`site_id`,`slug`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `monument_site` ON `monument` (`site_id`,`part_of`,`position`);--> statement-breakpoint
CREATE TABLE `name` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`subject_id` text NOT NULL,
	`form` text NOT NULL,
	`lang` text NOT NULL,
	`preferred` integer NOT NULL,
	`position` integer NOT NULL,
	`transliteration` text,
	`note` text,
	`sources` text DEFAULT '[]' NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "name_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "name_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `name_current` ON `name` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `name_subject` ON `name` (`subject_id`);--> statement-breakpoint
CREATE TABLE `note` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`subject_id` text NOT NULL,
	`kind` text NOT NULL,
	`text` text NOT NULL,
	`handling` text,
	`sources` text DEFAULT '[]' NOT NULL,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "note_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "note_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "note_kind" CHECK(kind is null or kind in ('trap', 'gap', 'inconsistency', 'remark'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `note_current` ON `note` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `note_subject` ON `note` (`subject_id`);--> statement-breakpoint
CREATE TABLE `question` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`site_id` text NOT NULL,
	`topic` text NOT NULL,
	`property` text NOT NULL,
	`reading` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "question_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "question_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "question_property" CHECK(property is null or property in ('condition', 'extent', 'cause', 'actor', 'event_date', 'construction_date', 'location', 'count', 'statement'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `question_current` ON `question` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `revision` (
	`rev` integer PRIMARY KEY NOT NULL,
	`at` text NOT NULL,
	`prev` text NOT NULL,
	`hash` text NOT NULL,
	`header_hash` text NOT NULL,
	`header` text,
	`salt` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revision_prev_unique` ON `revision` (`prev`);--> statement-breakpoint
CREATE UNIQUE INDEX `revision_hash_unique` ON `revision` (`hash`);--> statement-breakpoint
CREATE TABLE `site` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`slug` text NOT NULL,
	`country` text,
	`region` text,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "site_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "site_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `site_current` ON `site` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE UNIQUE INDEX `site_slug` ON `site` (`slug`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `source` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`title` text NOT NULL,
	`publisher` text,
	`published` text,
	`published_as_given` text,
	`published_latest` integer NOT NULL,
	`url` text,
	`lang` text,
	`class` text NOT NULL,
	`reliability` text,
	`reliability_reason` text,
	`note` text,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "source_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "source_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "source_class" CHECK(class is null or class in ('institution', 'press', 'party', 'tertiary', 'repost')),
	CONSTRAINT "source_reliability" CHECK(reliability is null or reliability in ('a', 'b', 'c', 'd', 'e', 'f'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `source_current` ON `source` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE TABLE `span` (
	`audience` text NOT NULL,
	`monument_id` text NOT NULL,
	`valid_from` integer NOT NULL,
	`valid_to` integer NOT NULL,
	`known_from` integer NOT NULL,
	`known_to` integer NOT NULL,
	`headline` text NOT NULL,
	`maybe` text,
	`condition` text NOT NULL,
	`at_risk` integer NOT NULL,
	`under_intervention` integer NOT NULL,
	`contested` integer NOT NULL,
	`looked_at` integer,
	`since` text,
	`since_qualifier` text,
	`assessment_id` text,
	`principal_assessment_id` text,
	PRIMARY KEY(`audience`, `monument_id`, `valid_from`, `known_from`)
);
--> statement-breakpoint
CREATE INDEX `span_clocks` ON `span` (`audience`,`valid_from`,`valid_to`,`known_from`,`known_to`);--> statement-breakpoint
CREATE TABLE `threat` (
	`id` text NOT NULL,
	`recorded_rev` integer NOT NULL,
	`retired_rev` integer,
	`sensitivity` text DEFAULT 'public' NOT NULL,
	`valid` text NOT NULL,
	`qualifier` text NOT NULL,
	`earliest` integer NOT NULL,
	`latest` integer NOT NULL,
	`subject_id` text NOT NULL,
	`category` text NOT NULL,
	`cause` text NOT NULL,
	`probability` text NOT NULL,
	`unesco_factor` text,
	`rationale` text NOT NULL,
	`known_from` integer NOT NULL,
	`end_known_from` integer,
	`note` text,
	`provenance` text,
	PRIMARY KEY(`id`, `recorded_rev`),
	CONSTRAINT "threat_order" CHECK(retired_rev is null or retired_rev > recorded_rev),
	CONSTRAINT "threat_sensitivity" CHECK(sensitivity is null or sensitivity in ('public', 'generalised', 'restricted')),
	CONSTRAINT "threat_dates" CHECK(earliest <= latest),
	CONSTRAINT "threat_category" CHECK(category is null or category in ('agricultural', 'archaeological', 'building', 'defensive', 'domestic', 'funerary', 'hunting_fishing', 'hydraulic', 'industrial', 'infrastructure', 'looting', 'management', 'maritime', 'military', 'natural', 'public_use', 'religious', 'social_cultural', 'display', 'tourism', 'trade', 'utilities', 'vandalism', 'unknown', 'not_applicable')),
	CONSTRAINT "threat_cause" CHECK(cause is null or cause in ('animals_pests', 'breaking', 'cable_pipe_laying', 'clearance_bulldozing', 'clearance_hand', 'clearance_unclassified', 'conservation', 'construction', 'demolition', 'dissolved_salt', 'drought', 'dumping', 'excavation_machine', 'excavation_hand', 'excavation_unclassified', 'explosion', 'fire', 'flooding', 'graffiti', 'gunfire', 'trampling', 'lack_of_maintenance', 'rock_slide', 'landmines', 'maintenance', 'no_visible', 'occupation', 'pollution', 'precipitation', 'radiation_light', 'reconstruction', 'refurbishment', 'restoration', 'road', 'seismic', 'stationary_vehicle', 'structural_robbing', 'temperature_humidity', 'theft', 'unknown', 'vegetation', 'water', 'water_wind', 'wind')),
	CONSTRAINT "threat_probability" CHECK(probability is null or probability in ('planned', 'probable', 'possible', 'not_stated')),
	CONSTRAINT "threat_unesco_factor" CHECK(unesco_factor is null or unesco_factor in ('1_housing', '1_visitor_accommodation', '2_ground_transport', '2_effects_of_transport', '3_localised_utilities', '3_major_linear_utilities', '7_relative_humidity', '9_illegal_activities', '9_deliberate_destruction', '9_war', '13_management_system', '13_financial_resources', '14_weathering'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `threat_current` ON `threat` (`id`) WHERE retired_rev is null;--> statement-breakpoint
CREATE INDEX `threat_subject` ON `threat` (`subject_id`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `hit` (
	`key` text NOT NULL,
	`window` integer NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`key`, `window`)
);
--> statement-breakpoint
CREATE TABLE `one_time_link` (
	`token_hash` text PRIMARY KEY NOT NULL,
	`purpose` text NOT NULL,
	`user_id` text,
	`email` text,
	`role` text,
	`expires_at` integer NOT NULL,
	`used_at` integer
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`token` text NOT NULL,
	`user_id` text NOT NULL,
	`expires_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
