import { isValidElement, type ReactNode } from "react";

const names: Record<string, string> = {
  bash: "Shell",
  sh: "Shell",
  shell: "Shell",
  js: "JavaScript",
  javascript: "JavaScript",
  ts: "TypeScript",
  typescript: "TypeScript",
  tsx: "TSX",
  json: "JSON",
  yaml: "YAML",
  yml: "YAML",
  md: "Markdown",
  markdown: "Markdown",
  mdx: "MDX",
  html: "HTML",
  css: "CSS",
  sql: "SQL",
  ruby: "Ruby",
  text: "Text",
  txt: "Text",
};

/** Returns the language of a code element as the highlighter marks it ("language-yaml"). */
function languageOf(children: ReactNode): string | undefined {
  if (!isValidElement<{ className?: string }>(children)) return undefined;
  return /(?:^|\s)language-([\w+#-]+)/.exec(children.props.className ?? "")?.[1];
}

/** The bar is always there, so that the copy button of the script moves nothing. */
export function CodeBlock({ language, children }: { language?: string; children?: ReactNode }) {
  const given = language ?? languageOf(children);
  const label = given === undefined ? "Code" : (names[given] ?? given);
  return (
    <div data-code className="my-6 overflow-hidden rounded-lg border border-rule bg-surface">
      <div
        data-code-bar
        className="flex h-10 items-center justify-between gap-4 border-b border-rule ps-4 pe-2 text-sm text-muted"
      >
        <span>{label}</span>
      </div>
      <pre
        tabIndex={0}
        role="group"
        aria-label={label === "Code" ? "Code" : `Code: ${label}`}
        className="m-0 overflow-x-auto bg-transparent p-4 font-mono text-sm print:whitespace-pre-wrap"
      >
        {children}
      </pre>
    </div>
  );
}
