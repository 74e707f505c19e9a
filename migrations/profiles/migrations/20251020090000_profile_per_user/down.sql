-- The old tables were never touched; what application code has written into the new ones since goes
-- with them.
DROP TABLE "ContextIntent";
DROP TABLE "ProfileNew";
