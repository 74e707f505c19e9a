-- Sequelize 6.37.8
-- What tests/conformance/record/sequelize.mjs made it send to SQLite, without what only reads;
-- recorded by tests/conformance/record/record.mjs.

-- case: cascade
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: check
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER, `k` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n`, `k` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER, `k` INTEGER);
INSERT INTO `p` SELECT `id`, `n`, `k` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: collate
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER, `name` TEXT);
INSERT INTO `p_backup` SELECT `id`, `n`, `name` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER, `name` TEXT);
INSERT INTO `p` SELECT `id`, `n`, `name` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: empty_sequence
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: foreign_triggers
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: generated
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: indexes
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: new_key
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER, CONSTRAINT `c_pid` FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
-- ended: original: SqliteError: table c already exists

-- case: orphans
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE c (id INTEGER PRIMARY KEY, pid INTEGER, CONSTRAINT `c_pid` FOREIGN KEY (`pid`) REFERENCES `p` (`id`));
-- ended: original: SqliteError: table c already exists

-- case: restrict
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
-- ended: original: SqliteError: FOREIGN KEY constraint failed

-- case: self_reference
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER, `parent` INTEGER REFERENCES `p` (`id`));
INSERT INTO `p_backup` SELECT `id`, `n`, `parent` FROM `p`;
DROP TABLE `p`;
-- ended: original: SqliteError: FOREIGN KEY constraint failed

-- case: sequence
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: set_default
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
-- ended: original: SqliteError: FOREIGN KEY constraint failed

-- case: set_null
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: special_indexes
PRAGMA FOREIGN_KEYS=ON;
-- ended: TypeError: Cannot set properties of undefined (setting 'unique')

-- case: strict
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: triggers
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: view_chain
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: views
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done

-- case: without_rowid
PRAGMA FOREIGN_KEYS=ON;
CREATE TABLE IF NOT EXISTS `p_backup` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p_backup` SELECT `id`, `n` FROM `p`;
DROP TABLE `p`;
CREATE TABLE IF NOT EXISTS `p` (`id` INTEGER PRIMARY KEY, `n` INTEGER);
INSERT INTO `p` SELECT `id`, `n` FROM `p_backup`;
DROP TABLE `p_backup`;
-- ended: done
