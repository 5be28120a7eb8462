import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ESLint } from "eslint";
import { beforeAll, describe, expect, it } from "vitest";
import { config } from "@/proxy";

// The rules under test only: others read the files around the snippet, which are not there.
const tested = ["no-restricted-imports", "no-restricted-syntax", "no-restricted-properties", "react/forbid-dom-props"];
const eslint = new ESLint({ ruleFilter: ({ ruleId }) => tested.includes(ruleId) });

/** Returns the rules that refuse a text if it stood in a file. */
async function refusalsOf(file: string, code: string): Promise<string[]> {
  const [result] = await eslint.lintText(code, { filePath: path.resolve(file) });
  return result?.messages.map(({ ruleId, message }) => ruleId ?? message) ?? [];
}
const use = (from: string) => `import { a } from "${from}";\nexport const b = a;\n`;
const element = (attribute: string) => `export const A = () => <p ${attribute}>a</p>;\n`;

// Loading the rules takes seconds on a busy machine.
beforeAll(async () => void (await refusalsOf("lib/a.ts", "")), 120_000);

const imports: [string, string, string][] = [
  ["app/x/route.ts", "@/lib/db/database", "app → database"],
  ["app/x/route.ts", "drizzle-orm", "app → database library"],
  ["app/x/route.ts", "pg", "app → driver"],
  ["app/x/route.ts", "@/features/search/data/tables", "app → tables"],
  ["app/x/route.ts", "@/features/search/data/search-commands", "app → commands"],
  ["app/x/page.tsx", "next/link", "app → next/link"],
  ["app/x/page.tsx", "next/image", "app → next/image"],
  ["components/ui/a.tsx", "@/features/facts/domain/facts", "components → features"],
  ["components/ui/a.tsx", "../../features/facts/domain/facts", "components → features by steps"],
  ["components/ui/a.tsx", "@/app/hub", "components → app"],
  ["components/ui/a.tsx", "@/lib/db/database", "components → database"],
  ["components/ui/a.tsx", "@/lib/auth/viewer", "components → who asks"],
  ["components/ui/a.tsx", "next/link", "components → next/link"],
  ["lib/a.ts", "@/features/facts/domain/facts", "lib → features"],
  ["lib/a.ts", "../features/facts/domain/facts", "lib → features by steps"],
  ["lib/a.ts", "@/components/ui/icon", "lib → components"],
  ["lib/a.ts", "@/app/hub", "lib → app"],
  ["features/search/domain/a.ts", "@/features/handbook/domain/page", "feature → other feature"],
  ["features/facts/components/a.tsx", "@/features/calendar/domain/series", "feature → other feature without bridge"],
  ["features/search/data/a.ts", "@/features/handbook/data/content-files", "data → other feature"],
  ["features/search/domain/a.ts", "../../handbook/domain/page", "feature → other feature by steps"],
  ["features/search/actions.ts", "../handbook/domain/page", "feature → other feature, one step away"],
  ["features/facts/data/a.ts", "../../../lib/env", "two levels up"],
  ["features/facts/components/a.tsx", "../../../components/mdx/link", "two levels up"],
  ["features/facts/components/a.tsx", "@/app/hub", "feature → app"],
  ["features/facts/data/a.ts", "@/app/hub", "data → app"],
  ["features/facts/components/a.tsx", "@/lib/db/database", "component of a feature → database"],
  ["features/search/components/a.tsx", "../data/tables", "component of a feature → tables"],
  ["features/search/components/a.tsx", "../data/search-commands", "component of a feature → commands"],
  ["features/facts/components/a.tsx", "next/link", "component of a feature → next/link"],
  ["features/facts/domain/a.ts", "react", "domain → react"],
  ["features/facts/domain/a.ts", "next/headers", "domain → next"],
  ["features/facts/domain/a.ts", "drizzle-orm", "domain → database library"],
  ["features/facts/domain/a.ts", "@/lib/db/database", "domain → database"],
  ["features/facts/domain/a.ts", "../data/facts-store", "domain → data"],
  ["features/facts/domain/a.ts", "../components/fact-list", "domain → components of the feature"],
  ["features/facts/domain/a.ts", "@/components/mdx/link", "domain → components"],
  ["features/facts/domain/a.ts", "node:fs", "domain → files"],
  ["features/facts/domain/a.ts", "server-only", "domain → server"],
];

describe("imports that go the wrong way", () => {
  it.each(imports)("are refused: %s must not use %s (%s)", async (file, from) => {
    expect(await refusalsOf(file, use(from))).toContain("no-restricted-imports");
  });

  it.each(imports.slice(0, 3))("are refused as re-exports, too: %s must not hand on %s", async (file, from) => {
    expect(await refusalsOf(file, `export * from "${from}";\n`)).toContain("no-restricted-imports");
  });

  it.each([
    ["app/x/route.ts", "@/features/search/data/search-queries"],
    ["app/x/route.ts", "@/features/facts/components/okr-view"],
    ["app/x/route.ts", "@/lib/document/answer"],
    ["components/mdx/a.tsx", "../ui/icon"],
    ["lib/document/a.ts", "@/lib/env"],
    ["features/search/data/a.ts", "@/lib/db/database"],
    ["features/search/data/a.ts", "drizzle-orm"],
    ["features/search/data/a.ts", "../domain/query"],
    ["features/handbook/data/a.ts", "@/features/search/data/search-commands"],
    ["features/handbook/components/a.tsx", "@/features/calendar/domain/series"],
    ["features/facts/components/a.tsx", "@/components/mdx/link"],
    ["features/facts/domain/a.ts", "zod"],
    ["features/facts/domain/a.ts", "@/lib/content-problem"],
  ])("are told from those that go the right way: %s may use %s", async (file, from) => {
    expect(await refusalsOf(file, use(from))).toEqual([]);
  });
});

const action = (text: string) => `"use server";\nimport { guestAction } from "@/lib/action";\n${text}\n`;
const doors: [string, string, string, string][] = [
  [
    "a server action elsewhere",
    "app/settings/page.tsx",
    '"use server";\nexport async function a() {}\n',
    "no-restricted-syntax",
  ],
  [
    "a server action within a function",
    "features/facts/components/a.tsx",
    'export async function A() {\n  async function b() {\n    "use server";\n  }\n  return b;\n}\n',
    "no-restricted-syntax",
  ],
  [
    "a bare function among the actions",
    "features/facts/actions.ts",
    action("export async function a() {}"),
    "no-restricted-syntax",
  ],
  [
    "a bare arrow among the actions",
    "features/facts/actions.ts",
    action("export const a = async () => undefined;"),
    "no-restricted-syntax",
  ],
  [
    "an action wrapped in something else",
    "features/facts/actions.ts",
    action("export const a = wrapped(async () => undefined);"),
    "no-restricted-syntax",
  ],
  [
    "a default export among the actions",
    "features/facts/actions.ts",
    action("export default async function a() {}"),
    "no-restricted-syntax",
  ],
  [
    "a list of exports among the actions",
    "features/facts/actions.ts",
    action("async function a() {}\nexport { a };"),
    "no-restricted-syntax",
  ],
  [
    "exports of another file among the actions",
    "features/facts/actions.ts",
    action('export * from "./data/a-commands";'),
    "no-restricted-syntax",
  ],
  [
    "a query as an arrow",
    "features/facts/data/a-queries.ts",
    "export const findA = async (id: string) => id;\n",
    "no-restricted-syntax",
  ],
  [
    "a query without a name",
    "features/facts/data/a-queries.ts",
    "export default function (id: string) {\n  return id;\n}\n",
    "no-restricted-syntax",
  ],
  [
    "a query that does not know who asks",
    "features/facts/data/a-queries.ts",
    "export async function findA(id: string) {\n  return id;\n}\n",
    "no-restricted-syntax",
  ],
  [
    "a command that does not know who asks",
    "features/facts/data/a-commands.ts",
    "export async function saveA() {}\n",
    "no-restricted-syntax",
  ],
  [
    "a query that is told too late who asks",
    "features/facts/data/a-queries.ts",
    "export function findA(id: string, viewer: string) {\n  return id + viewer;\n}\n",
    "no-restricted-syntax",
  ],
  [
    "a client component among the shared ones",
    "components/ui/a.tsx",
    '"use client";\nexport const A = () => null;\n',
    "no-restricted-syntax",
  ],
  [
    "a client module among the shared ones",
    "components/ui/a.ts",
    '"use client";\nexport const a = 1;\n',
    "no-restricted-syntax",
  ],
  ["an inline style", "components/ui/a.tsx", element("style={{ color: 'red' }}"), "react/forbid-dom-props"],
  ["a setting read elsewhere", "lib/a.ts", "export const a = process.env.PORT;\n", "no-restricted-properties"],
  [
    "a setting read in a feature",
    "features/facts/data/a.ts",
    "export const { PORT } = process.env;\n",
    "no-restricted-properties",
  ],
  [
    "a setting read in a route",
    "app/x/route.ts",
    'export const a = process["env"].PORT;\n',
    "no-restricted-properties",
  ],
  [
    "a test that waits for time",
    "e2e/a.spec.ts",
    "export const a = (page: Page) => page.waitForTimeout(1);\n",
    "no-restricted-properties",
  ],
];

describe("doors", () => {
  it.each(doors)("are kept closed: %s", async (_, file, code, rule) => {
    expect(await refusalsOf(file, code)).toContain(rule);
  });

  it.each([
    [
      "a wrapped action",
      "features/facts/actions.ts",
      action("export const a = guestAction(schema, async () => undefined);"),
    ],
    [
      "a query that is told who asks",
      "features/facts/data/a-queries.ts",
      "export function findA(viewer: string) {\n  return viewer;\n}\n",
    ],
    [
      "a query that says it is published",
      "features/facts/data/a-queries.ts",
      "export function findPublishedA() {\n  return 1;\n}\n",
    ],
    [
      "a helper of a query",
      "features/facts/data/a-queries.ts",
      "function helper() {\n  return 1;\n}\nexport type A = ReturnType<typeof helper>;\n",
    ],
    ["a class name", "components/ui/a.tsx", element('className="text-muted"')],
    ["a setting of the process", "lib/env.ts", "export const a = process.env.PORT;\n"],
    ["the process itself", "lib/a.ts", "export const a = process.pid;\n"],
  ])("are open for %s", async (_, file, code) => {
    expect(await refusalsOf(file, code)).toEqual([]);
  });
});

describe("docs/architecture.md", () => {
  const folders = ["features", "lib"].flatMap((parent) =>
    readdirSync(parent, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [`${parent}/${entry.name}`] : [],
    ),
  );

  it.each(folders)("names %s", (folder) => {
    expect(readFileSync("docs/architecture.md", "utf8")).toContain(folder);
  });
});

describe("proxy.ts", () => {
  it("gives every room its policy, and no document", () => {
    const pages = readdirSync("app", { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "page.tsx")
      .map(
        (file) =>
          `/${path
            .dirname(file)
            .replaceAll(path.sep, "/")
            .replace(/\[(\w+)\]/g, ":$1")}`,
      );
    expect([...config.matcher].sort()).toEqual(pages.sort());
  });
});
