-- Records are kept for good: a row may only be retired, once. The audit keeps its links; only an erasure may empty a
-- payload together with its salt. Search is FTS5 over text folded in JavaScript and written by the same save.
CREATE TRIGGER site_no_delete BEFORE DELETE ON site BEGIN SELECT RAISE(ABORT, 'site is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER site_retire_once BEFORE UPDATE ON site
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.slug IS OLD.slug AND NEW.country IS OLD.country AND NEW.region IS OLD.region AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'site is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER monument_no_delete BEFORE DELETE ON monument BEGIN SELECT RAISE(ABORT, 'monument is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER monument_retire_once BEFORE UPDATE ON monument
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.site_id IS OLD.site_id AND NEW.part_of IS OLD.part_of AND NEW.principal_id IS OLD.principal_id AND NEW.slug IS OLD.slug AND NEW.kind IS OLD.kind AND NEW.position IS OLD.position AND NEW.description IS OLD.description AND NEW.description_sources IS OLD.description_sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'monument is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER name_no_delete BEFORE DELETE ON name BEGIN SELECT RAISE(ABORT, 'name is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER name_retire_once BEFORE UPDATE ON name
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.form IS OLD.form AND NEW.lang IS OLD.lang AND NEW.preferred IS OLD.preferred AND NEW.position IS OLD.position AND NEW.transliteration IS OLD.transliteration AND NEW.note IS OLD.note AND NEW.sources IS OLD.sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'name is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER coordinate_no_delete BEFORE DELETE ON coordinate BEGIN SELECT RAISE(ABORT, 'coordinate is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER coordinate_retire_once BEFORE UPDATE ON coordinate
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.lat IS OLD.lat AND NEW.lon IS OLD.lon AND NEW.line IS OLD.line AND NEW.datum IS OLD.datum AND NEW.precision_m IS OLD.precision_m AND NEW.basis IS OLD.basis AND NEW.preferred IS OLD.preferred AND NEW.note IS OLD.note AND NEW.sources IS OLD.sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'coordinate is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER identifier_no_delete BEFORE DELETE ON identifier BEGIN SELECT RAISE(ABORT, 'identifier is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER identifier_retire_once BEFORE UPDATE ON identifier
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.scheme IS OLD.scheme AND NEW.value IS OLD.value AND NEW.label IS OLD.label AND NEW.note IS OLD.note AND NEW.sources IS OLD.sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'identifier is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER source_no_delete BEFORE DELETE ON source BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER source_retire_once BEFORE UPDATE ON source
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.title IS OLD.title AND NEW.publisher IS OLD.publisher AND NEW.published IS OLD.published AND NEW.published_as_given IS OLD.published_as_given AND NEW.published_latest IS OLD.published_latest AND NEW.url IS OLD.url AND NEW.lang IS OLD.lang AND NEW.class IS OLD.class AND NEW.reliability IS OLD.reliability AND NEW.reliability_reason IS OLD.reliability_reason AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'source is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER question_no_delete BEFORE DELETE ON question BEGIN SELECT RAISE(ABORT, 'question is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER question_retire_once BEFORE UPDATE ON question
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.site_id IS OLD.site_id AND NEW.topic IS OLD.topic AND NEW.property IS OLD.property AND NEW.reading IS OLD.reading)
BEGIN SELECT RAISE(ABORT, 'question is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER claim_retire_once BEFORE UPDATE ON claim
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.property IS OLD.property AND NEW.source_id IS OLD.source_id AND NEW.words IS OLD.words AND NEW.words_lang IS OLD.words_lang AND NEW.value IS OLD.value AND NEW.coded_by IS OLD.coded_by AND NEW.event_id IS OLD.event_id AND NEW.question_id IS OLD.question_id AND NEW.locator IS OLD.locator AND NEW.attributed_to IS OLD.attributed_to AND NEW.info_grade IS OLD.info_grade AND NEW.observed IS OLD.observed AND NEW.observed_latest IS OLD.observed_latest AND NEW.method IS OLD.method AND NEW.access IS OLD.access AND NEW.reported IS OLD.reported AND NEW.known_from IS OLD.known_from AND NEW.origin IS OLD.origin AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER assessment_no_delete BEFORE DELETE ON assessment BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER assessment_retire_once BEFORE UPDATE ON assessment
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.property IS OLD.property AND NEW.question_id IS OLD.question_id AND NEW.value IS OLD.value AND NEW.certainty IS OLD.certainty AND NEW.rationale IS OLD.rationale AND NEW.standing IS OLD.standing AND NEW.assessor IS OLD.assessor AND NEW.known_from IS OLD.known_from AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'assessment is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER threat_no_delete BEFORE DELETE ON threat BEGIN SELECT RAISE(ABORT, 'threat is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER threat_retire_once BEFORE UPDATE ON threat
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.category IS OLD.category AND NEW.cause IS OLD.cause AND NEW.probability IS OLD.probability AND NEW.unesco_factor IS OLD.unesco_factor AND NEW.rationale IS OLD.rationale AND NEW.known_from IS OLD.known_from AND NEW.end_known_from IS OLD.end_known_from AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'threat is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER adoption_no_delete BEFORE DELETE ON adoption BEGIN SELECT RAISE(ABORT, 'adoption is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER adoption_retire_once BEFORE UPDATE ON adoption
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.target_id IS OLD.target_id AND NEW.claim_id IS OLD.claim_id AND NEW.stance IS OLD.stance AND NEW.reason IS OLD.reason)
BEGIN SELECT RAISE(ABORT, 'adoption is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER event_no_delete BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER event_retire_once BEFORE UPDATE ON event
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.kind IS OLD.kind AND NEW.best IS OLD.best AND NEW.what IS OLD.what AND NEW.after IS OLD.after AND NEW.actor IS OLD.actor AND NEW.certainty IS OLD.certainty AND NEW.known_from IS OLD.known_from AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'event is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER note_no_delete BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'note is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER note_retire_once BEFORE UPDATE ON note
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.subject_id IS OLD.subject_id AND NEW.kind IS OLD.kind AND NEW.text IS OLD.text AND NEW.handling IS OLD.handling AND NEW.sources IS OLD.sources AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'note is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER membership_no_delete BEFORE DELETE ON membership BEGIN SELECT RAISE(ABORT, 'membership is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER membership_retire_once BEFORE UPDATE ON membership
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.user_id IS OLD.user_id AND NEW.role IS OLD.role)
BEGIN SELECT RAISE(ABORT, 'membership is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER revision_no_delete BEFORE DELETE ON revision BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER revision_erase_only BEFORE UPDATE ON revision
WHEN NOT (NEW.header IS NULL AND NEW.salt IS NULL AND NEW.rev IS OLD.rev AND NEW.at IS OLD.at AND NEW.prev IS OLD.prev AND NEW.hash IS OLD.hash AND NEW.header_hash IS OLD.header_hash)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER change_no_delete BEFORE DELETE ON change BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TRIGGER change_erase_only BEFORE UPDATE ON change
WHEN NOT (NEW.before IS NULL AND NEW.after IS NULL AND NEW.salt IS NULL AND NEW.rev IS OLD.rev AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.id IS OLD.id AND NEW.base IS OLD.base AND NEW.hash IS OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
--> statement-breakpoint
CREATE TABLE search_doc (
  doc INTEGER PRIMARY KEY NOT NULL,
  audience TEXT NOT NULL,
  monument_id TEXT NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX search_doc_of ON search_doc (monument_id, audience);
--> statement-breakpoint
CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 0');
