-- The search index anew: an entry for every record that can be found, and a vocabulary to take mistyped words for. What was there is derived and goes; the next start writes the entries of what is due.
DROP TABLE search;
--> statement-breakpoint
DROP TABLE search_doc;
--> statement-breakpoint
CREATE TABLE `search_due` (
	`unit` text PRIMARY KEY NOT NULL
);
--> statement-breakpoint
CREATE TABLE `search_entry` (
	`doc` integer PRIMARY KEY NOT NULL,
	`unit` text NOT NULL,
	`audience` text NOT NULL,
	`kind` text NOT NULL,
	`record_id` text NOT NULL,
	`site_id` text,
	`root_id` text,
	`source_class` text,
	`lang` text,
	`known_from` integer NOT NULL,
	`earliest` integer NOT NULL,
	`names` text NOT NULL,
	`words` text NOT NULL,
	`readings` text NOT NULL,
	`context` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `search_entry_unit` ON `search_entry` (`unit`);--> statement-breakpoint
CREATE TABLE `search_word` (
	`id` integer PRIMARY KEY NOT NULL,
	`word` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `search_word_word_unique` ON `search_word` (`word`);
--> statement-breakpoint
-- Words are folded and divided in JavaScript; "ascii" takes every letter beyond ASCII for part of a word.
CREATE VIRTUAL TABLE search USING fts5(names, words, readings, context, content = 'search_entry', content_rowid = 'doc', tokenize = 'ascii');
--> statement-breakpoint
CREATE VIRTUAL TABLE search_trigram USING fts5(word, content = 'search_word', content_rowid = 'id', tokenize = 'trigram');
--> statement-breakpoint
CREATE TRIGGER search_entry_indexed AFTER INSERT ON search_entry
BEGIN INSERT INTO search (rowid, names, words, readings, context) VALUES (NEW.doc, NEW.names, NEW.words, NEW.readings, NEW.context); END;
--> statement-breakpoint
CREATE TRIGGER search_entry_unindexed AFTER DELETE ON search_entry
BEGIN INSERT INTO search (search, rowid, names, words, readings, context) VALUES ('delete', OLD.doc, OLD.names, OLD.words, OLD.readings, OLD.context); END;
--> statement-breakpoint
CREATE TRIGGER search_word_indexed AFTER INSERT ON search_word
BEGIN INSERT INTO search_trigram (rowid, word) VALUES (NEW.id, NEW.word); END;
--> statement-breakpoint
INSERT INTO search_due (unit)
SELECT id FROM monument WHERE part_of IS NULL AND retired_rev IS NULL
UNION SELECT id FROM site WHERE retired_rev IS NULL
UNION SELECT id FROM source WHERE retired_rev IS NULL;
