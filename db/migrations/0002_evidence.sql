-- Grades with their reasons, horizons and scores of threats, and the words that coded values were saved under.
ALTER TABLE claim ADD COLUMN info_grade_reason text;
--> statement-breakpoint
ALTER TABLE threat ADD COLUMN horizon text CONSTRAINT threat_horizon CHECK (horizon is null or horizon in ('months', 'years', 'decades', 'centuries'));
--> statement-breakpoint
ALTER TABLE threat ADD COLUMN score text;
--> statement-breakpoint
ALTER TABLE change ADD COLUMN labels text;
--> statement-breakpoint
DROP TRIGGER claim_retire_once;
--> statement-breakpoint
CREATE TRIGGER claim_retire_once BEFORE UPDATE ON claim
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.property IS OLD.property AND NEW.source_id IS OLD.source_id AND NEW.words IS OLD.words AND NEW.words_lang IS OLD.words_lang AND NEW.value IS OLD.value AND NEW.coded_by IS OLD.coded_by AND NEW.event_id IS OLD.event_id AND NEW.question_id IS OLD.question_id AND NEW.locator IS OLD.locator AND NEW.attributed_to IS OLD.attributed_to AND NEW.info_grade IS OLD.info_grade AND NEW.info_grade_reason IS OLD.info_grade_reason AND NEW.observed IS OLD.observed AND NEW.observed_latest IS OLD.observed_latest AND NEW.method IS OLD.method AND NEW.access IS OLD.access AND NEW.reported IS OLD.reported AND NEW.known_from IS OLD.known_from AND NEW.origin IS OLD.origin AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'claim is append-only'); END;
--> statement-breakpoint
DROP TRIGGER threat_retire_once;
--> statement-breakpoint
CREATE TRIGGER threat_retire_once BEFORE UPDATE ON threat
WHEN NOT (OLD.retired_rev IS NULL AND NEW.retired_rev IS NOT NULL AND NEW.id IS OLD.id AND NEW.recorded_rev IS OLD.recorded_rev AND NEW.sensitivity IS OLD.sensitivity AND NEW.valid IS OLD.valid AND NEW.qualifier IS OLD.qualifier AND NEW.earliest IS OLD.earliest AND NEW.latest IS OLD.latest AND NEW.subject_id IS OLD.subject_id AND NEW.category IS OLD.category AND NEW.cause IS OLD.cause AND NEW.probability IS OLD.probability AND NEW.unesco_factor IS OLD.unesco_factor AND NEW.horizon IS OLD.horizon AND NEW.score IS OLD.score AND NEW.rationale IS OLD.rationale AND NEW.known_from IS OLD.known_from AND NEW.end_known_from IS OLD.end_known_from AND NEW.note IS OLD.note AND NEW.provenance IS OLD.provenance)
BEGIN SELECT RAISE(ABORT, 'threat is append-only'); END;
--> statement-breakpoint
DROP TRIGGER change_erase_only;
--> statement-breakpoint
CREATE TRIGGER change_erase_only BEFORE UPDATE ON change
WHEN NOT (NEW.before IS NULL AND NEW.after IS NULL AND NEW.labels IS NULL AND NEW.salt IS NULL AND NEW.rev IS OLD.rev AND NEW.seq IS OLD.seq AND NEW.kind IS OLD.kind AND NEW.id IS OLD.id AND NEW.base IS OLD.base AND NEW.hash IS OLD.hash)
BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END;
