import { factFiles, type FactName, type Facts } from "./facts";

/** A contradiction between data files, with the place of the value that has to change. */
export type Finding = {
  fact: FactName;
  file: string;
  path: (string | number)[];
  message: string;
  expected?: string;
};

/** Finds what no single file shows: keys used twice, names that lead nowhere, circles. */
export function checkFacts(facts: Facts): Finding[] {
  const findings: Finding[] = [];
  const report = (fact: FactName, path: Finding["path"], message: string, expected?: string) =>
    findings.push({ fact, file: factFiles[fact].file, path, message, ...(expected === undefined ? {} : { expected }) });

  const checkUnique = (fact: FactName, path: Finding["path"], field: string, values: readonly string[]) => {
    const seen = new Set<string>();
    values.forEach((value, index) => {
      if (seen.has(value))
        report(fact, [...path, index, field], `${field} ${value} is used twice`, `a ${field} of its own`);
      seen.add(value);
    });
  };
  const checkKnown = (
    fact: FactName,
    path: Finding["path"],
    value: string | undefined | null,
    known: ReadonlySet<string>,
    place: string,
  ) => {
    if (value === undefined || value === null || known.has(value)) return;
    report(fact, path, `${value} is not ${place}`, [...known].slice(0, 12).join(", ") || "nothing is listed there yet");
  };

  const keysOf = (list: readonly { key: string }[]) => list.map((entry) => entry.key);
  const { site, channels, programs, team, organizers, calendars, series, readingList, kpis, okrs, glossary } = facts;
  for (const [fact, list] of Object.entries({ channels, programs, organizers, calendars, series, kpis, glossary })) {
    checkUnique(fact as FactName, [], "key", keysOf(list));
  }
  checkUnique("team", ["departments"], "key", keysOf(team.departments));
  checkUnique(
    "team",
    ["roles"],
    "role",
    team.roles.map((entry) => entry.role),
  );
  checkUnique("readingList", ["states"], "key", keysOf(readingList.states));
  checkUnique("readingList", ["items"], "key", keysOf(readingList.items));
  checkUnique("okrs", ["health"], "key", keysOf(okrs.health));
  checkUnique("okrs", ["items"], "key", [...keysOf(okrs.items)]);
  checkUnique(
    "redirects",
    [],
    "from",
    facts.redirects.map((entry) => entry.from.replace(/(.)\/+$/, "$1")),
  );
  checkUnique(
    "glossary",
    [],
    "term",
    glossary.map((entry) => entry.term),
  );

  const { versions } = facts.conductRules;
  checkUnique(
    "conductRules",
    ["versions"],
    "version",
    versions.map((entry) => entry.version),
  );
  versions.forEach(({ version, rules }, index) => {
    const path = ["versions", index, "rules"];
    checkUnique(
      "conductRules",
      path,
      "number",
      rules.map((rule) => String(rule.number)),
    );
    checkUnique("conductRules", path, "key", keysOf(rules));
    const above = versions[index - 1]?.version ?? version;
    if (above < version)
      report("conductRules", ["versions", index, "version"], `${version} is newer than ${above}`, "the newest first");
  });

  const departments = new Set(keysOf(team.departments));
  const contacts = new Set(Object.keys(site.contacts));
  const channelKeys = new Set(keysOf(channels));
  const department = "a department of team.yaml";

  const atPlace = new Map<string, string>();
  channels.forEach((channel, index) => {
    checkKnown("channels", [index, "owner"], channel.owner, departments, department);
    if (channel.url === undefined) return;
    const place = `${channel.platform} ${channel.url.replace(/\/+$/, "")}`;
    const first = atPlace.get(place);
    // A note is the mark that two names for one place are meant.
    if (first !== undefined && channel.note === undefined) {
      report("channels", [index, "url"], `url is the same as that of ${first}`, "another url, or a note that says why");
    }
    atPlace.set(place, first ?? channel.key);
  });

  const programKeys = new Set(keysOf(programs));
  const parentOf = new Map(programs.map((program) => [program.key, program.parent]));
  programs.forEach((program, index) => {
    checkKnown("programs", [index, "owner"], program.owner, departments, department);
    checkKnown("programs", [index, "parent"], program.parent, programKeys, "a program of programs.yaml");
    program.contact.forEach((name, position) => {
      if (contacts.has(name) || channelKeys.has(name)) return;
      report(
        "programs",
        [index, "contact", position],
        `${name} is neither a contact nor a channel`,
        "a key of site.yaml or channels.yaml",
      );
    });
    const seen = new Set<string>();
    for (let at: string | undefined = program.key; at !== undefined; at = parentOf.get(at)) {
      if (seen.has(at)) {
        if (at === program.key)
          report("programs", [index, "parent"], `${program.key} is a part of itself`, "a parent above it");
        break;
      }
      seen.add(at);
    }
  });

  team.departments.forEach((entry, index) =>
    checkKnown("team", ["departments", index, "channel"], entry.channel, channelKeys, "a channel of channels.yaml"),
  );
  team.roles.forEach((entry, index) =>
    checkKnown("team", ["roles", index, "department"], entry.department, departments, department),
  );
  const seriesKeys = new Set(keysOf(series));
  organizers.forEach((entry, index) =>
    entry.scope.forEach((scope, position) =>
      checkKnown("organizers", [index, "scope", position], scope, seriesKeys, "a series of series.yaml"),
    ),
  );
  const calendarKeys = new Set(keysOf(calendars));
  series.forEach((entry, index) =>
    checkKnown("series", [index, "calendar"], entry.calendar, calendarKeys, "a calendar of calendars.yaml"),
  );
  kpis.forEach((entry, index) => checkKnown("kpis", [index, "owner"], entry.owner, departments, department));

  const readingStates = new Set(keysOf(readingList.states));
  readingList.items.forEach((entry, index) =>
    checkKnown("readingList", ["items", index, "state"], entry.state, readingStates, "a state of the reading list"),
  );
  const health = new Set(keysOf(okrs.health));
  okrs.items.forEach((objective, index) => {
    checkKnown("okrs", ["items", index, "owner"], objective.owner, departments, department);
    checkKnown("okrs", ["items", index, "health"], objective.health, health, "a health of okrs.yaml");
    objective.keyResults.forEach((result, position) => {
      const path = ["items", index, "keyResults", position];
      checkKnown("okrs", [...path, "owner"], result.owner, departments, department);
      checkKnown("okrs", [...path, "health"], result.health, health, "a health of okrs.yaml");
    });
  });
  return findings;
}
