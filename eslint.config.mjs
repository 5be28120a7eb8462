import { readdirSync } from "node:fs";
import { defineConfig, globalIgnores } from "eslint/config";
import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

// A feature is an island. A bridge is an entry here, and the list must stay free of circles.
const bridges = { handbook: ["calendar", "facts", "search"], conduct: ["facts"], account: ["conduct"] };
const features = readdirSync(new URL("features", import.meta.url));

const refuse = (...lines) => ({
  "no-restricted-imports": ["error", { patterns: lines.map(([group, message]) => ({ group, message })) }],
});
const refuseSyntax = (...lines) => ({
  "no-restricted-syntax": ["error", ...lines.map(([selector, message]) => ({ selector, message }))],
});

const database = ["**/lib/db/**", "drizzle-orm", "drizzle-orm/**", "@electric-sql/**", "pg", "**/data/*tables"];
const onlyDataTalksToTheDatabase = [database, "Only features/<name>/data talks to the database."];
const onlyAuthSignsIn = [["next-auth", "next-auth/**", "@auth/**"], "Only lib/auth knows how people sign in."];
const reachesUp = [
  ["../../**"],
  "Leave a folder two levels up through the @/ alias, so that the layer rules can see it.",
];
const knowsRoutes = [["@/app/**"], "A feature does not know its routes."];
const frameworkOnDocuments = [["next/link", "next/image"], "Documents carry no framework script: write <a> and <img>."];

const islandOf = (name) => [
  features
    .filter((other) => other !== name && !bridges[name]?.includes(other))
    .flatMap((other) => [`@/features/${other}/**`, `../${other}/**`]),
  "Features do not import each other: compose them in app/, or build a bridge in eslint.config.mjs.",
];

const useServerElsewhere = [
  "ExpressionStatement[directive='use server']",
  "Server actions live in features/<name>/*actions.ts.",
];
const unwrappedAction =
  "Every export here is a public endpoint: wrap it in formAction(), guestAction() or anonymousAction().";

const readsEnvironment = { object: "process", property: "env", message: "Read settings from @/lib/env." };
const makesViewer = {
  object: "Viewer",
  property: "ofSession",
  message: "Only lib/auth makes the viewer of a session.",
};

export default defineConfig([
  ...nextVitals,
  ...nextTypescript,
  globalIgnores([
    ".next/**",
    "next-env.d.ts",
    "public/assets/**",
    ".data/**",
    "test-results/**",
    "lib/db/migrations/**",
  ]),

  // 1. Direction of the layers: app -> features -> components, lib.
  {
    files: ["lib/**"],
    ignores: ["**/*.test.ts"],
    rules: refuse([["**/app/**", "**/features/**", "**/components/**"], "lib/ is the lowest layer."]),
  },
  {
    files: ["components/**"],
    rules: refuse(
      [
        ["**/app/**", "**/features/**", "**/lib/db/**", "**/lib/auth/**"],
        "components/ only draw: hand them what they show.",
      ],
      frameworkOnDocuments,
    ),
  },
  {
    files: ["app/**"],
    rules: refuse(
      onlyDataTalksToTheDatabase,
      onlyAuthSignsIn,
      [["**/data/*-commands"], "A route changes data through an action."],
      frameworkOnDocuments,
    ),
  },
  ...features.flatMap((name) => {
    const always = [knowsRoutes, islandOf(name), reachesUp, frameworkOnDocuments, onlyAuthSignsIn];
    return [
      { files: [`features/${name}/**`], rules: refuse(...always, onlyDataTalksToTheDatabase) },
      {
        files: [`features/${name}/components/**`],
        rules: refuse(...always, onlyDataTalksToTheDatabase, [
          ["**/data/*-commands"],
          "A component changes data through an action.",
        ]),
      },
      { files: [`features/${name}/data/**`], rules: refuse(...always) },
      {
        files: [`features/${name}/domain/**`],
        ignores: ["**/*.test.ts"],
        rules: refuse(...always, [
          [
            ...database,
            "next",
            "next/**",
            "react",
            "react-dom",
            "server-only",
            "node:fs",
            "@/components/**",
            "**/data/**",
            "../components/**",
            "../*actions",
          ],
          "domain/ is plain TypeScript: no framework, no database, no files.",
        ]),
      },
    ];
  }),

  // 2. Doors: every public endpoint is wrapped, every data function is told who asks.
  { files: ["**/*.{ts,tsx}"], ignores: ["features/*/*actions.ts"], rules: refuseSyntax(useServerElsewhere) },
  {
    files: ["features/*/*actions.ts"],
    rules: refuseSyntax(
      ["ExportNamedDeclaration > FunctionDeclaration", unwrappedAction],
      [
        "ExportNamedDeclaration > VariableDeclaration > VariableDeclarator:not([init.callee.name=/^(formAction|guestAction|anonymousAction)$/])",
        unwrappedAction,
      ],
      ["ExportDefaultDeclaration, ExportAllDeclaration, ExportNamedDeclaration[specifiers.length>0]", unwrappedAction],
    ),
  },
  {
    files: ["features/*/data/*-{queries,commands}.ts"],
    rules: refuseSyntax(
      useServerElsewhere,
      [
        "ExportNamedDeclaration > FunctionDeclaration:not([params.0.name='viewer']):not([id.name=/Published/])",
        "Take the viewer first, or say in the name that what you return is Published.",
      ],
      [
        "ExportDefaultDeclaration, ExportAllDeclaration, ExportNamedDeclaration > VariableDeclaration > VariableDeclarator[init.type=/FunctionExpression$/]",
        "Export data functions as declarations with a name, so that it can be seen whether they take the viewer.",
      ],
    ),
  },
  {
    // Documents have no script of a framework, and no inline style: their policy would refuse it.
    files: ["components/**/*.{ts,tsx}"],
    ignores: ["components/rooms/**"],
    rules: {
      "react/forbid-dom-props": ["error", { forbid: ["style"] }],
      ...refuseSyntax(useServerElsewhere, [
        "ExpressionStatement[directive='use client']",
        "components/ are shared with documents, which run no framework script.",
      ]),
    },
  },

  // 3. Hygiene.
  {
    files: ["{app,components,features,lib}/**/*.{ts,tsx}"],
    settings: { "import/ignore": ["node_modules"] },
    rules: {
      "import/no-cycle": ["error", { ignoreExternal: true }],
      "max-lines": ["error", 300],
      "@typescript-eslint/no-explicit-any": "error",
      // Documents are whole pages of our own: <a>, <img> and <head> are what they are made of.
      "@next/next/no-html-link-for-pages": "off",
      "@next/next/no-img-element": "off",
      "@next/next/no-head-element": "off",
      "@next/next/no-css-tags": "off",
      "@next/next/no-sync-scripts": "off",
    },
  },
  {
    files: ["{app,components,features,lib}/**/*.{ts,tsx}"],
    ignores: ["**/*.test.{ts,tsx}"],
    rules: { "@typescript-eslint/no-non-null-assertion": "error" },
  },
  {
    files: ["e2e/**"],
    rules: {
      "no-restricted-properties": [
        "error",
        { property: "waitForTimeout", message: "Wait for what the reader would see." },
      ],
    },
  },
  {
    files: ["**/*.{ts,tsx}"],
    ignores: [
      "lib/env.ts",
      "lib/db/test-database.ts",
      "**/*.test.ts",
      "**/*.config.ts",
      "instrumentation.ts",
      "proxy.ts",
      "e2e/**",
    ],
    rules: { "no-restricted-properties": ["error", readsEnvironment, makesViewer] },
  },
  { files: ["lib/auth/**/*.ts"], rules: { "no-restricted-properties": ["error", readsEnvironment] } },
]);
