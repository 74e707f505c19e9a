-- Children first; indexes go with their tables.
DROP TABLE "password_reset_tokens";
DROP TABLE "email_verification_tokens";
DROP TABLE "audit_logs";
DROP TABLE "mfa_settings";
DROP TABLE "oauth_connections";
DROP TABLE "sessions";
DROP TABLE "users";
