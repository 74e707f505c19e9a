"""The SQL texts of docs/digest.md: tokens, their normal form, and what CREATE TABLE says beyond PRAGMAs."""
import re

RESERVED = set("""add all alter and as autoincrement between case cast check collate column commit
constraint create cross current_date current_time current_timestamp default deferrable delete
distinct drop else escape except exists false filter foreign from full group having in index indexed
inner insert intersect into is isnull join left limit natural not nothing notnull null on or order
outer over primary raise references returning right select set table then to transaction true union
unique update using values when where window""".split())
ROWID_NAMES = {"rowid", "oid", "_rowid_"}
TOKEN = re.compile(r"""(?P<blank>[ \t\n\f\r]+|--[^\n]*|/\*.*?(?:\*/|$))
  |(?P<string>[xX]?'(?:[^']|'')*')
  |(?P<quoted>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
  |(?P<number>0[xX][0-9a-fA-F]+|(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
  |(?P<word>[A-Za-z_\x80-\U0010ffff][A-Za-z0-9_$\x80-\U0010ffff]*)
  |(?P<operator>->>|->|\|\||<=|<>|<<|>=|>>|==|!=|.)""", re.X | re.S)



def lower(text):
    return "".join(chr(ord(c) + 32) if "A" <= c <= "Z" else c for c in text)


def upper(text):
    return "".join(chr(ord(c) - 32) if "a" <= c <= "z" else c for c in text)


def bytewise(text):
    return text.encode("utf-8", "surrogateescape")


def quote(name):
    return '"' + name.replace('"', '""') + '"'


# SQL text ----------------------------------------------------------------------------------------

def tokenize(sql):
    return [(m.lastgroup, m.group()) for m in TOKEN.finditer(sql) if m.lastgroup != "blank"]


def unquote(text):
    if text[:1] == "[":
        return text[1:-1]
    if text[:1] in ('"', "`", "'"):
        return text[1:-1].replace(text[0] * 2, text[0])
    return text


def is_word(token, word):
    return token[0] == "word" and lower(token[1]) == word


def normalize(tokens, known):
    out = []
    for i, (kind, text) in enumerate(tokens):
        if kind == "string" and text[0] == "'":
            out.append(text)
        elif kind == "quoted":
            name = unquote(text)
            before = tokens[i - 1] if i else ("", "")
            after = tokens[i + 1][1] if i + 1 < len(tokens) else ""
            if (text[0] == '"' and after not in (".", "(") and before[1] != "." and
                    not is_word(before, "as") and not is_word(before, "collate") and
                    lower(name) not in known):
                out.append("'" + name.replace("'", "''") + "'")
                continue
            name = lower(name)
            parts = [(m.lastgroup, m.group()) for m in TOKEN.finditer(name)]
            bare = len(parts) == 1 and parts[0][0] == "word" and name not in RESERVED
            out.append(name if bare else quote(name))
        else:
            out.append(lower(text))
    return " ".join(out)


def normalize_statement(sql, known):
    tokens = tokenize(sql)
    known = set(known)
    for i in range(1, len(tokens) - 1):
        if is_word(tokens[i], "as"):
            named = tokens[i - 1] if tokens[i + 1][1] == "(" else tokens[i + 1]
            if named[0] in ("word", "quoted"):
                known.add(lower(unquote(named[1])))
    return normalize(tokens, known)


def normalize_default(sql):
    tokens = tokenize(sql)
    if len(tokens) == 1:
        kind, text = tokens[0]
        constants = ("current_date", "current_time", "current_timestamp", "false", "null", "true")
        if kind == "quoted" or kind == "word" and lower(text) not in constants:
            return "'" + unquote(text).replace("'", "''") + "'"
    return normalize(tokens, set())


def normalize_type(sql):
    out = ""
    for kind, text in tokenize(sql):
        if kind in ("word", "quoted") and out and out[-1] not in "(,":
            out += " "
        out += upper(unquote(text))
    return out


# CREATE TABLE ------------------------------------------------------------------------------------

class Parser:
    """What the PRAGMAs do not tell: constraints with names and clauses, collations, expressions."""

    def __init__(self, sql, known):
        self.tokens, self.at, self.known = tokenize(sql), 0, known
        self.autoincrement = False
        self.columns, self.unique, self.checks, self.foreign = {}, [], [], []
        self.primary = ("", "")
        while not self.sees("("):
            self.at += 1
        self.at += 1
        while not self.sees(")"):
            if self.take(","):
                continue
            if any(map(self.sees, ("constraint", "primary", "unique", "check", "foreign"))):
                self.constraint(None)
                continue
            column = {"collate": "BINARY", "not_null": ("", ""), "expression": ""}
            name = self.name()
            self.columns[lower(name)] = column
            while not (self.sees(",") or self.sees(")")):
                self.constraint((name, column))

    def sees(self, word, ahead=0):
        at = self.at + ahead
        return at < len(self.tokens) and self.tokens[at][0] in ("word", "operator") and \
            lower(self.tokens[at][1]) == word

    def take(self, *words):
        if all(self.sees(word, i) for i, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def name(self):
        self.at += 1
        return unquote(self.tokens[self.at - 1][1])

    def group(self):
        """Past one token or one parenthesised group; gives what is inside."""
        begin, depth = self.at, 0
        while True:
            depth += self.sees("(") - self.sees(")")
            self.at += 1
            if depth <= 0:
                return self.tokens[begin + 1:self.at - 1]

    def names(self):
        if not self.sees("("):
            return []
        out, first = [], True
        for token in self.group():
            if first:
                out.append(unquote(token[1]))
            self.autoincrement |= is_word(token, "autoincrement")
            first = token[1] == ","
        return out

    def conflict(self):
        if not self.take("on", "conflict"):
            return ""
        word = lower(self.name())
        return "" if word == "abort" else word

    def constraint(self, column):
        name = ""
        while self.take("constraint"):
            name = self.name()
        if self.take("primary", "key"):
            if column is None:
                self.names()
            else:
                self.take("asc") or self.take("desc")
            self.primary = (name, self.conflict())
            self.autoincrement |= self.take("autoincrement")
        elif self.take("unique"):
            columns = self.names() if column is None else [column[0]]
            self.unique.append(([lower(c) for c in columns], (name, self.conflict())))
        elif self.take("check"):
            self.checks.append((normalize(self.group(), self.known), name))
            self.conflict()
        elif self.take("foreign", "key"):
            self.references(name, self.names())
        elif column and self.sees("references"):
            self.references(name, [column[0]])
        elif self.take("not", "null"):
            column[1]["not_null"] = (name, self.conflict())
        elif self.take("default"):
            self.take("+") or self.take("-")
            self.group()
        elif self.take("collate"):
            column[1]["collate"] = upper(self.name())
        elif self.sees("as") and self.sees("(", 1):
            self.at += 1
            column[1]["expression"] = normalize(self.group(), self.known)
        elif not self.deferral() and not self.sees(",") and not self.sees(")"):
            self.group()

    def references(self, name, columns):
        self.take("references")
        key = {"name": name, "columns": columns, "table": self.name(), "targets": self.names(),
               "update": "NO ACTION", "delete": "NO ACTION", "match": "SIMPLE", "deferred": False}
        self.foreign.append(key)
        while True:
            if self.take("match"):
                key["match"] = upper(self.name())
            elif self.take("on", "update"):
                key["update"] = self.action()
            elif self.take("on", "delete"):
                key["delete"] = self.action()
            else:
                break
        self.deferral()

    def action(self):
        word = upper(self.name())
        return word + " " + upper(self.name()) if word in ("SET", "NO") else word

    def deferral(self):
        negated = self.take("not", "deferrable")
        if not negated and not self.take("deferrable"):
            return False
        deferred = self.take("initially") and lower(self.name()) == "deferred"
        self.foreign[-1]["deferred"] = deferred and not negated
        return True
