import { isValidElement, type ComponentProps, type ReactNode } from "react";
import type { MDXComponents } from "mdx/types";
import { Callout } from "@/components/mdx/callout";
import { Card, Cards } from "@/components/mdx/cards";
import { CodeBlock } from "@/components/mdx/code-block";
import { Details } from "@/components/mdx/details";
import { HeadingAnchor } from "@/components/mdx/heading-anchor";
import { Link } from "@/components/mdx/link";
import { Steps } from "@/components/mdx/steps";
import { TableRegion } from "@/components/mdx/table-region";
import { Tab, Tabs } from "@/components/mdx/tabs";
import { Video } from "@/components/mdx/video";
import type { LinkTarget } from "../domain/link-target";
import { MermaidDiagram } from "./mermaid-diagram";

/** Returns the text inside a node, for names of regions and anchors. */
function textOf(node: ReactNode): string {
  if (typeof node === "string" || typeof node === "number") return String(node);
  if (Array.isArray(node)) return node.map(textOf).join("");
  return isValidElement<{ children?: ReactNode }>(node) ? textOf(node.props.children) : "";
}

function heading(depth: 2 | 3 | 4 | 5 | 6) {
  return function Heading({ id = "", children }: ComponentProps<"h2">) {
    return (
      <HeadingAnchor depth={depth} id={id} text={textOf(children)}>
        {children}
      </HeadingAnchor>
    );
  };
}

function Fence({ children }: ComponentProps<"pre">) {
  const code = isValidElement<{ className?: string; children?: ReactNode }>(children) ? children.props : null;
  if (code?.className?.includes("language-mermaid") === true)
    return <MermaidDiagram source={textOf(code.children).trim()} />;
  return <CodeBlock>{children}</CodeBlock>;
}

/** The plain pieces of a page; live facts are added by the page body. */
export function pageComponents(resolve: (href: string) => LinkTarget): MDXComponents {
  return {
    Callout,
    Card,
    Cards,
    Details,
    Steps,
    Tab,
    Tabs,
    Video,
    h2: heading(2),
    h3: heading(3),
    h4: heading(4),
    h5: heading(5),
    h6: heading(6),
    pre: Fence,
    table: (table: ComponentProps<"table">) => (
      <TableRegion>
        <table {...table} />
      </TableRegion>
    ),
    // The box of a task list: its state is read out, for the text beside it is no label.
    input: (input: ComponentProps<"input">) => <input {...input} aria-label={input.checked ? "Done" : "To do"} />,
    a: ({ href = "", ...rest }: ComponentProps<"a">) => <Link {...rest} {...resolve(href)} />,
  };
}
