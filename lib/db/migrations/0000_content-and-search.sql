CREATE TABLE "content_file" (
	"file" text PRIMARY KEY NOT NULL,
	"stamp" text NOT NULL,
	"hash" text NOT NULL,
	"facts" jsonb NOT NULL,
	"indexed_key" text
);
--> statement-breakpoint
CREATE TABLE "search_section" (
	"page" text NOT NULL,
	"position" integer NOT NULL,
	"tier" smallint NOT NULL,
	"anchor" text NOT NULL,
	"title" text NOT NULL,
	"heading" text NOT NULL,
	"body" text NOT NULL,
	"terms" "tsvector" NOT NULL,
	CONSTRAINT "search_section_page_position_pk" PRIMARY KEY("page","position")
);
--> statement-breakpoint
CREATE TABLE "search_word" (
	"tier" smallint NOT NULL,
	"word" text NOT NULL,
	"sections" integer NOT NULL,
	CONSTRAINT "search_word_tier_word_pk" PRIMARY KEY("tier","word")
);
--> statement-breakpoint
CREATE INDEX "search_section_terms" ON "search_section" USING gin ("terms");