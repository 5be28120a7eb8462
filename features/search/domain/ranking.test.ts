import { describe, expect, it } from "vitest";
import { rankPages, type Candidate } from "./ranking";

const candidate = (
  page: string,
  title: string,
  heading: string,
  score: number,
  position = heading === "" ? 0 : 1,
): Candidate => ({
  page,
  position,
  title,
  heading,
  score,
});
const order = (candidates: Candidate[], text: string) => rankPages(candidates, text).map((page) => page.path);

describe("rankPages", () => {
  it("puts the page that is called so before every page that only speaks of it", () => {
    const candidates = [
      candidate("/much", "Other", "Notes", 0.9),
      candidate("/heading", "Other", "Code of conduct", 0.3),
      candidate("/longer", "Our code of conduct explained", "", 0.2),
      candidate("/exact", "Code of Conduct", "", 0.1),
    ];
    expect(order(candidates, "code of  CONDUCT")).toEqual(["/exact", "/longer", "/heading", "/much"]);
  });

  it("keeps the two best sections, and lets the introduction speak for a page that is called so", () => {
    const [page] = rankPages(
      [
        candidate("/a", "Pairing", "Short", 0.6, 3),
        candidate("/a", "Pairing", "Other", 0.1, 2),
        candidate("/a", "Pairing", "", 0.4),
      ],
      "pairing",
    );
    expect(page?.sections.map((section) => section.heading)).toEqual(["", "Short"]);
  });

  it("orders equals by path, so that a page of results is always the same", () => {
    expect(order([candidate("/b", "x", "", 0.1), candidate("/a", "x", "", 0.1)], "y")).toEqual(["/a", "/b"]);
  });
});
