-- godwit: optional readers upgrade old documents as they read them; this stores them upgraded

-- What is left to do is then one look into an index, and stays that quick once all is done. The
-- expression is the one that the data steps ask for.
CREATE INDEX "definitions_of_version_0_idx"
    ON "definitions"("id") WHERE json_type("content", '$.schema_version') IS NULL;
CREATE INDEX "scenarios_of_version_0_idx"
    ON "scenarios"("id") WHERE json_type("content", '$.schema_version') IS NULL;
CREATE INDEX "transcripts_of_version_0_idx"
    ON "transcripts"("id")
    WHERE json_type("content", '$.schema_version') IS NULL AND "content" IS NOT NULL;
