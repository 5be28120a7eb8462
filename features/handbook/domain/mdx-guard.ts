import type { Nodes, Root } from "mdast";
import type { MdxFlowExpression, MdxTextExpression } from "mdast-util-mdx-expression";
import type { MdxJsxAttribute, MdxJsxExpressionAttribute } from "mdast-util-mdx-jsx";
import "mdast-util-mdx";
import { visitParents } from "unist-util-visit-parents";
import { whyAddressIsRefused } from "./address";
import { componentRules, elementRules, type ComponentRule } from "./component-registry";

/** What the guard found, with its place in the file. */
export type GuardFinding = { line: number | null; column: number | null; message: string; expected?: string };

// Beyond these a page is an attack or a mistake: parsers and renderers recurse.
const maximalDepth = 50;
const maximalNodes = 60_000;
// Colouring code and drawing diagrams takes more than linear time.
const maximalCode = 20_000;
const maximalDiagram = 5_000;

// The parsed program decides, not the text: "/* a */ run() /* b */" looks like a comment to a pattern.
const isComment = (node: MdxFlowExpression | MdxTextExpression) => node.data?.estree?.body.length === 0;

// The compiler takes orders from such comments: they name the function that it calls for every element.
const pragma = /@jsx/;

function ruleOf(name: string | null): ComponentRule | undefined {
  return name === null ? undefined : (componentRules.get(name) ?? elementRules.get(name));
}

function checkAttribute(
  element: string,
  rule: ComponentRule,
  attribute: MdxJsxAttribute | MdxJsxExpressionAttribute,
): Omit<GuardFinding, "line" | "column"> | null {
  if (attribute.type === "mdxJsxExpressionAttribute") {
    return { message: `<${element}> must not be given JavaScript.`, expected: 'attributes such as name="text"' };
  }
  const { name, value } = attribute;
  const known = Object.hasOwn(rule.attributes, name) ? rule.attributes[name] : undefined;
  if (known === undefined) {
    const names = Object.keys(rule.attributes).join(", ") || "no attribute";
    return { message: `<${element}> has no attribute ${name}.`, expected: names };
  }
  if (value !== null && value !== undefined && typeof value !== "string") {
    return { message: `${name} of <${element}> must not be JavaScript.`, expected: `${name}="text"` };
  }
  if (typeof value !== "string")
    return { message: `${name} of <${element}> has no value.`, expected: `${name}="text"` };
  if (known.values !== undefined && !known.values.includes(value)) {
    return { message: `${name} of <${element}> cannot be “${value}”.`, expected: known.values.join(", ") };
  }
  const refused = known.isAddress === true ? whyAddressIsRefused(value) : null;
  return refused === null ? null : { message: `${name} of <${element}>: ${refused}.` };
}

function checkElement(node: Nodes, ancestors: Nodes[]): Omit<GuardFinding, "line" | "column">[] {
  if (node.type !== "mdxJsxFlowElement" && node.type !== "mdxJsxTextElement") return [];
  const rule = ruleOf(node.name);
  if (rule === undefined || node.name === null) {
    const expected = [...componentRules.keys()].join(", ");
    return [
      {
        message:
          node.name === null
            ? "A fragment <> is not a component."
            : `<${node.name}> is not a component of this handbook.`,
        expected,
      },
    ];
  }
  const name = node.name;
  const findings = node.attributes.flatMap((attribute) => checkAttribute(name, rule, attribute) ?? []);
  const given = new Set(node.attributes.flatMap((attribute) => ("name" in attribute ? [attribute.name] : [])));
  for (const [attribute, { isRequired }] of Object.entries(rule.attributes)) {
    if (isRequired === true && !given.has(attribute))
      findings.push({ message: `<${name}> needs the attribute ${attribute}.` });
  }
  const parent = ancestors.findLast((ancestor) => "name" in ancestor && ancestor.name !== null);
  const parentName = parent !== undefined && "name" in parent ? String(parent.name) : "";
  if (rule.parents !== undefined && !rule.parents.includes(parentName)) {
    findings.push({ message: `<${name}> must stand inside <${rule.parents.join("> or <")}>.` });
  }
  return findings;
}

function checkNode(node: Nodes, ancestors: Nodes[]): Omit<GuardFinding, "line" | "column">[] {
  switch (node.type) {
    case "mdxjsEsm":
      return [{ message: "import and export are not allowed: a page is text, not a program." }];
    case "mdxFlowExpression":
    case "mdxTextExpression":
      if (pragma.test(node.value))
        return [{ message: "A comment must not hold a @jsx mark.", expected: "a comment in words" }];
      if (isComment(node)) return [];
      return [{ message: "A JavaScript expression is not allowed.", expected: "plain text; write \\{ for a brace" }];
    case "html":
      return [{ message: "Raw HTML is not allowed.", expected: "Markdown or a component" }];
    case "image":
    case "imageReference":
      // Only Figure knows the size of a picture and its smaller formats, and so keeps the text from moving.
      return [
        {
          message: "A picture is not written ![…](…) in this handbook.",
          expected: '<Figure src="/media/…" alt="what the picture says" />',
        },
      ];
    case "code": {
      const isDiagram = node.lang === "mermaid";
      const maximum = isDiagram ? maximalDiagram : maximalCode;
      if (node.value.length <= maximum) return [];
      const name = isDiagram ? "A diagram" : "A block of code";
      return [{ message: `${name} is longer than ${maximum} characters.`, expected: "several smaller ones" }];
    }
    case "link":
    case "definition": {
      const refused = whyAddressIsRefused(node.url);
      return refused === null ? [] : [{ message: `Link refused: ${refused}.` }];
    }
    default:
      return checkElement(node, ancestors);
  }
}

/**
 * Checks that a parsed page is data: no code, only known components, attributes and addresses.
 * Pages are compiled to code afterwards, so whatever passes here must be harmless.
 */
export function guardTree(tree: Root): GuardFinding[] {
  const findings: GuardFinding[] = [];
  let nodes = 0;
  visitParents(tree, (node, ancestors) => {
    nodes += 1;
    const place = { line: node.position?.start.line ?? null, column: node.position?.start.column ?? null };
    if (ancestors.length > maximalDepth) {
      findings.push({ ...place, message: `The page nests deeper than ${maximalDepth} levels.` });
      return false;
    }
    findings.push(...checkNode(node, ancestors).map((finding) => ({ ...place, ...finding })));
    return nodes <= maximalNodes;
  });
  if (nodes > maximalNodes) findings.push({ line: null, column: null, message: "The page is too large: split it." });
  return findings;
}
