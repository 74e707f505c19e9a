DROP TABLE "Profile";
DROP TABLE "ChatMessage";
DROP TABLE "ContextProfile";
DROP TABLE "User";
