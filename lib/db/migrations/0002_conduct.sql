CREATE TABLE "data_key" (
	"id" uuid PRIMARY KEY NOT NULL,
	"wrapped" text NOT NULL,
	"wrapped_on" date DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_allegation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"party_id" uuid NOT NULL,
	"rule_number" integer NOT NULL,
	"rule_version" text NOT NULL,
	"description" text NOT NULL,
	"finding" text,
	"reasoning" text,
	"found_by" uuid
);
--> statement-breakpoint
CREATE TABLE "conduct_assignment" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"role" text NOT NULL,
	"assigned_by" uuid NOT NULL,
	"assigned_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conduct_assignment_case_id_person_id_role_pk" PRIMARY KEY("case_id","person_id","role")
);
--> statement-breakpoint
CREATE TABLE "conduct_export" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"about" text NOT NULL,
	"asked_by" uuid NOT NULL,
	"allowed_by" uuid,
	"made_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conduct_case" (
	"id" uuid PRIMARY KEY NOT NULL,
	"code_name" text NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"severity" text,
	"is_safety_risk" boolean,
	"summary" text NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"closed_at" timestamp with time zone,
	"next_update_by" timestamp with time zone NOT NULL,
	"review_by" timestamp with time zone,
	"is_heard" boolean,
	"not_heard_reason" text,
	"is_escalated" boolean DEFAULT false NOT NULL,
	"merged_into" uuid,
	"retention" text,
	"keep_until" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "conduct_case_code_name_unique" UNIQUE("code_name")
);
--> statement-breakpoint
CREATE TABLE "conduct_conflict" (
	"case_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"source" text NOT NULL,
	"kind" text NOT NULL,
	"declared_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conduct_conflict_case_id_person_id_source_pk" PRIMARY KEY("case_id","person_id","source")
);
--> statement-breakpoint
CREATE TABLE "conduct_counter" (
	"period" text NOT NULL,
	"dimension" text NOT NULL,
	"bucket" text NOT NULL,
	"count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "conduct_counter_period_dimension_bucket_pk" PRIMARY KEY("period","dimension","bucket")
);
--> statement-breakpoint
CREATE TABLE "conduct_evidence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"content" text NOT NULL,
	"sha256" text NOT NULL,
	"file_id" uuid,
	"captured_by" uuid NOT NULL,
	"captured_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_handover" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"counterpart" text NOT NULL,
	"state" text NOT NULL,
	"reference" text NOT NULL,
	"by_person" uuid NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"placed_by" uuid NOT NULL,
	"confirmed_by" uuid,
	"until" date NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conduct_message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"report_id" uuid,
	"case_id" uuid,
	"audience" text NOT NULL,
	"party_id" uuid,
	"from_side" text NOT NULL,
	"author_id" uuid,
	"body" text NOT NULL,
	"written_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_party" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"role" text NOT NULL,
	"ref" text,
	"who" text NOT NULL,
	"code_name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_appeal" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"measure_id" uuid NOT NULL,
	"is_further" boolean DEFAULT false NOT NULL,
	"grounds" jsonb NOT NULL,
	"content" text NOT NULL,
	"state" text DEFAULT 'filed' NOT NULL,
	"reviewer_id" uuid,
	"reasoning" text,
	"replacement_id" uuid,
	"filed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"answer_by" timestamp with time zone NOT NULL,
	"decided_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conduct_decision" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"proposed_by" uuid NOT NULL,
	"proposed_at" timestamp with time zone DEFAULT now() NOT NULL,
	"rationale" text NOT NULL,
	"is_legal_consulted" boolean DEFAULT false NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_measure_step" (
	"measure_id" uuid NOT NULL,
	"step" text NOT NULL,
	"done_by" uuid NOT NULL,
	"done_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conduct_measure_step_measure_id_step_pk" PRIMARY KEY("measure_id","step")
);
--> statement-breakpoint
CREATE TABLE "conduct_measure" (
	"id" uuid PRIMARY KEY NOT NULL,
	"case_id" uuid NOT NULL,
	"decision_id" uuid,
	"party_id" uuid NOT NULL,
	"type" text NOT NULL,
	"tier" integer NOT NULL,
	"state" text DEFAULT 'proposed' NOT NULL,
	"starts_at" timestamp with time zone,
	"ends_at" timestamp with time zone,
	"days" integer,
	"terms" text NOT NULL,
	"is_emergency" boolean DEFAULT false NOT NULL,
	"review_by" timestamp with time zone,
	"reviewed_by" uuid,
	"proposed_by" uuid NOT NULL,
	"executed_by" uuid,
	"replaces" uuid
);
--> statement-breakpoint
CREATE TABLE "conduct_notice" (
	"measure_id" uuid PRIMARY KEY NOT NULL,
	"content" text NOT NULL,
	"written_by" uuid NOT NULL,
	"checked_by" uuid,
	"checked_at" timestamp with time zone,
	"delivery" text,
	"delivered_at" timestamp with time zone,
	"appeal_until" timestamp with time zone,
	"link_hash" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "conduct_notice_link_hash_unique" UNIQUE("link_hash")
);
--> statement-breakpoint
CREATE TABLE "person_restriction" (
	"source_ref" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"ends_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conduct_vote" (
	"decision_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"value" text NOT NULL,
	"is_lead" boolean NOT NULL,
	"comment" text,
	"voted_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "conduct_vote_decision_id_person_id_pk" PRIMARY KEY("decision_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "conduct_draft" (
	"id" uuid PRIMARY KEY NOT NULL,
	"reporter_ref" text,
	"content" text NOT NULL,
	"expires_on" date NOT NULL,
	CONSTRAINT "conduct_draft_reporter_ref_unique" UNIQUE("reporter_ref")
);
--> statement-breakpoint
CREATE TABLE "conduct_exclusion" (
	"report_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"source" text NOT NULL,
	CONSTRAINT "conduct_exclusion_report_id_person_id_pk" PRIMARY KEY("report_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "conduct_file_part" (
	"file_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"number" integer NOT NULL,
	"bytes" text NOT NULL,
	CONSTRAINT "conduct_file_part_file_id_kind_number_pk" PRIMARY KEY("file_id","kind","number")
);
--> statement-breakpoint
CREATE TABLE "conduct_file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"about" text NOT NULL,
	"state" text NOT NULL,
	"has_original" boolean NOT NULL,
	"has_copy" boolean NOT NULL,
	"sha256" text NOT NULL,
	"added_on" date NOT NULL,
	"expires_on" date
);
--> statement-breakpoint
CREATE TABLE "conduct_identity" (
	"report_id" uuid PRIMARY KEY NOT NULL,
	"identity" text NOT NULL,
	"mail_to" text
);
--> statement-breakpoint
CREATE TABLE "conduct_identity_request" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"report_id" uuid NOT NULL,
	"asked_by" uuid NOT NULL,
	"asked_at" timestamp with time zone DEFAULT now() NOT NULL,
	"reason" text NOT NULL,
	"allowed_by" uuid,
	"allowed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "conduct_receipt" (
	"locator" text PRIMARY KEY NOT NULL,
	"owner_id" uuid NOT NULL,
	"hash" text NOT NULL,
	"salt" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "conduct_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"mode" text NOT NULL,
	"state" text DEFAULT 'submitted' NOT NULL,
	"submission_ref" text NOT NULL,
	"reporter_ref" text,
	"content" text NOT NULL,
	"is_urgent" boolean DEFAULT false NOT NULL,
	"is_answer_wanted" boolean DEFAULT true NOT NULL,
	"submitted_on" date NOT NULL,
	"is_released" boolean DEFAULT false NOT NULL,
	"acknowledge_by" timestamp with time zone NOT NULL,
	"acknowledged_at" timestamp with time zone,
	"next_update_by" timestamp with time zone NOT NULL,
	"case_id" uuid,
	"is_escalated" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "conduct_report_submission_ref_unique" UNIQUE("submission_ref")
);
--> statement-breakpoint
ALTER TABLE "conduct_allegation" ADD CONSTRAINT "conduct_allegation_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_allegation" ADD CONSTRAINT "conduct_allegation_party_id_conduct_party_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."conduct_party"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_allegation" ADD CONSTRAINT "conduct_allegation_found_by_person_id_fk" FOREIGN KEY ("found_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_assignment" ADD CONSTRAINT "conduct_assignment_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_assignment" ADD CONSTRAINT "conduct_assignment_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_assignment" ADD CONSTRAINT "conduct_assignment_assigned_by_person_id_fk" FOREIGN KEY ("assigned_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_export" ADD CONSTRAINT "conduct_export_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_export" ADD CONSTRAINT "conduct_export_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_export" ADD CONSTRAINT "conduct_export_allowed_by_person_id_fk" FOREIGN KEY ("allowed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_conflict" ADD CONSTRAINT "conduct_conflict_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_conflict" ADD CONSTRAINT "conduct_conflict_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_evidence" ADD CONSTRAINT "conduct_evidence_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_evidence" ADD CONSTRAINT "conduct_evidence_captured_by_person_id_fk" FOREIGN KEY ("captured_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_handover" ADD CONSTRAINT "conduct_handover_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_handover" ADD CONSTRAINT "conduct_handover_by_person_person_id_fk" FOREIGN KEY ("by_person") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_hold" ADD CONSTRAINT "conduct_hold_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_hold" ADD CONSTRAINT "conduct_hold_placed_by_person_id_fk" FOREIGN KEY ("placed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_hold" ADD CONSTRAINT "conduct_hold_confirmed_by_person_id_fk" FOREIGN KEY ("confirmed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_message" ADD CONSTRAINT "conduct_message_author_id_person_id_fk" FOREIGN KEY ("author_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_party" ADD CONSTRAINT "conduct_party_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_appeal" ADD CONSTRAINT "conduct_appeal_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_appeal" ADD CONSTRAINT "conduct_appeal_measure_id_conduct_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."conduct_measure"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_appeal" ADD CONSTRAINT "conduct_appeal_reviewer_id_person_id_fk" FOREIGN KEY ("reviewer_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_decision" ADD CONSTRAINT "conduct_decision_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_decision" ADD CONSTRAINT "conduct_decision_proposed_by_person_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure_step" ADD CONSTRAINT "conduct_measure_step_measure_id_conduct_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."conduct_measure"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure_step" ADD CONSTRAINT "conduct_measure_step_done_by_person_id_fk" FOREIGN KEY ("done_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_case_id_conduct_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."conduct_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_decision_id_conduct_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."conduct_decision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_party_id_conduct_party_id_fk" FOREIGN KEY ("party_id") REFERENCES "public"."conduct_party"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_reviewed_by_person_id_fk" FOREIGN KEY ("reviewed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_proposed_by_person_id_fk" FOREIGN KEY ("proposed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_measure" ADD CONSTRAINT "conduct_measure_executed_by_person_id_fk" FOREIGN KEY ("executed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_notice" ADD CONSTRAINT "conduct_notice_measure_id_conduct_measure_id_fk" FOREIGN KEY ("measure_id") REFERENCES "public"."conduct_measure"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_notice" ADD CONSTRAINT "conduct_notice_written_by_person_id_fk" FOREIGN KEY ("written_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_notice" ADD CONSTRAINT "conduct_notice_checked_by_person_id_fk" FOREIGN KEY ("checked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_restriction" ADD CONSTRAINT "person_restriction_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_vote" ADD CONSTRAINT "conduct_vote_decision_id_conduct_decision_id_fk" FOREIGN KEY ("decision_id") REFERENCES "public"."conduct_decision"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_vote" ADD CONSTRAINT "conduct_vote_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_exclusion" ADD CONSTRAINT "conduct_exclusion_report_id_conduct_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."conduct_report"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_exclusion" ADD CONSTRAINT "conduct_exclusion_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_file_part" ADD CONSTRAINT "conduct_file_part_file_id_conduct_file_id_fk" FOREIGN KEY ("file_id") REFERENCES "public"."conduct_file"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_identity" ADD CONSTRAINT "conduct_identity_report_id_conduct_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."conduct_report"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_identity_request" ADD CONSTRAINT "conduct_identity_request_report_id_conduct_report_id_fk" FOREIGN KEY ("report_id") REFERENCES "public"."conduct_report"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_identity_request" ADD CONSTRAINT "conduct_identity_request_asked_by_person_id_fk" FOREIGN KEY ("asked_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "conduct_identity_request" ADD CONSTRAINT "conduct_identity_request_allowed_by_person_id_fk" FOREIGN KEY ("allowed_by") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "data_key_wrapped" ON "data_key" USING btree ("wrapped");--> statement-breakpoint
CREATE INDEX "conduct_allegation_case" ON "conduct_allegation" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_assignment_person" ON "conduct_assignment" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conduct_export_case" ON "conduct_export" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_case_state" ON "conduct_case" USING btree ("state");--> statement-breakpoint
CREATE INDEX "conduct_case_due" ON "conduct_case" USING btree ("next_update_by");--> statement-breakpoint
CREATE INDEX "conduct_conflict_person" ON "conduct_conflict" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conduct_evidence_case" ON "conduct_evidence" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_handover_case" ON "conduct_handover" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_hold_case" ON "conduct_hold" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_message_report" ON "conduct_message" USING btree ("report_id");--> statement-breakpoint
CREATE INDEX "conduct_message_case" ON "conduct_message" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_party_case" ON "conduct_party" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_party_ref" ON "conduct_party" USING btree ("ref");--> statement-breakpoint
CREATE UNIQUE INDEX "conduct_appeal_once" ON "conduct_appeal" USING btree ("measure_id","is_further");--> statement-breakpoint
CREATE INDEX "conduct_appeal_case" ON "conduct_appeal" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_decision_case" ON "conduct_decision" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_measure_case" ON "conduct_measure" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_measure_party" ON "conduct_measure" USING btree ("party_id");--> statement-breakpoint
CREATE INDEX "conduct_measure_ends" ON "conduct_measure" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "person_restriction_person" ON "person_restriction" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conduct_draft_expires" ON "conduct_draft" USING btree ("expires_on");--> statement-breakpoint
CREATE INDEX "conduct_exclusion_person" ON "conduct_exclusion" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "conduct_file_owner" ON "conduct_file" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "conduct_report_reporter" ON "conduct_report" USING btree ("reporter_ref");--> statement-breakpoint
CREATE INDEX "conduct_report_case" ON "conduct_report" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "conduct_report_state" ON "conduct_report" USING btree ("state");--> statement-breakpoint
CREATE FUNCTION "portal_door"() RETURNS text LANGUAGE sql STABLE AS $$
  select coalesce(nullif(current_setting('portal.door', true), ''), 'none')
$$;--> statement-breakpoint
CREATE FUNCTION "portal_visitor"() RETURNS uuid LANGUAGE sql STABLE AS $$
  select nullif(current_setting('portal.visitor', true), '')::uuid
$$;--> statement-breakpoint
CREATE FUNCTION "conduct_sees_case"("wanted" uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  select portal_door() = 'system' or (portal_door() = 'desk' and not exists (
    select 1 from conduct_conflict c
    where c.case_id = wanted and c.person_id = portal_visitor() and c.kind = 'hard'))
$$;--> statement-breakpoint
CREATE FUNCTION "conduct_sees_report"("wanted" uuid, "of_case" uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
  select portal_door() = 'system'
    or (portal_door() = 'inbox' and wanted = portal_visitor())
    or (portal_door() = 'desk' and not exists (
        select 1 from conduct_exclusion e where e.report_id = wanted and e.person_id = portal_visitor())
      and (of_case is null or conduct_sees_case(of_case)))
$$;--> statement-breakpoint
ALTER TABLE "conduct_report" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_report" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_report" USING (conduct_sees_report(id, case_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_identity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_identity" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_identity" USING (portal_door() = 'system' or exists (select 1 from conduct_report r where r.id = report_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_identity_request" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_identity_request" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_identity_request" USING (portal_door() = 'system' or exists (select 1 from conduct_report r where r.id = report_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_exclusion" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_exclusion" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_exclusion" USING (portal_door() <> 'none') WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_receipt" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_receipt" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_receipt" USING (portal_door() <> 'none') WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_draft" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_draft" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_draft" USING (portal_door() in ('inbox', 'system')) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_file" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_file" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_file" USING (portal_door() = 'system' or owner_id = portal_visitor() or exists (select 1 from conduct_report r where r.id = owner_id) or exists (select 1 from conduct_case c where c.id = owner_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_file_part" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_file_part" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_file_part" USING (portal_door() = 'system' or exists (select 1 from conduct_file f where f.id = file_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_case" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_case" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_conflict" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_conflict" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_conflict" USING (portal_door() in ('desk', 'system')) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_message" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_message" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_message" USING (portal_door() = 'system' or exists (select 1 from conduct_case c where c.id = case_id) or exists (select 1 from conduct_report r where r.id = report_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_vote" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_vote" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_vote" USING (portal_door() = 'system' or exists (select 1 from conduct_decision d where d.id = decision_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_measure_step" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_measure_step" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_measure_step" USING (portal_door() = 'system' or exists (select 1 from conduct_measure m where m.id = measure_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_notice" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_notice" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_notice" USING (portal_door() = 'system' or exists (select 1 from conduct_measure m where m.id = measure_id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "data_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "data_key" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "data_key" USING (portal_door() = 'system' or id = portal_visitor() or exists (select 1 from conduct_report r where r.id = data_key.id) or exists (select 1 from conduct_case c where c.id = data_key.id) or exists (select 1 from conduct_appeal a where a.id = data_key.id)) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_party" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_party" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_party" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_assignment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_assignment" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_assignment" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_allegation" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_allegation" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_allegation" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_evidence" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_evidence" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_evidence" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_handover" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_handover" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_handover" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_hold" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_hold" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_hold" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_export" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_export" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_export" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_decision" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_decision" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_decision" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_measure" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_measure" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_measure" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');--> statement-breakpoint
ALTER TABLE "conduct_appeal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "conduct_appeal" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY "wall" ON "conduct_appeal" USING ((select portal_door()) = 'system' or ((select portal_door()) = 'desk' and case_id not in (select c.case_id from conduct_conflict c where c.person_id = portal_visitor() and c.kind = 'hard'))) WITH CHECK (portal_door() <> 'none');
