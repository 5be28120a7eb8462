import { expect, it } from "vitest";
import { newAppealForm } from "./appeal-form";
import { proposalForm } from "./decision-form";

const id = "3f0a1c9e-5b1d-4d6f-9a57-0c2d1b1f7a10";
const proposal = { case: id, version: "3", rationale: " Because. " };

it("a proposal keeps the measures that were chosen, each from its own part of the form", () => {
  const read = proposalForm.parse({ ...proposal, type2: "timeout", party2: id, days2: " 30 ", terms2: "Chat\r\nonly" });
  expect(read).toMatchObject({ version: 3, rationale: "Because.", legal: false });
  expect(read.measures).toEqual([{ slot: 2, type: "timeout", partyId: id, days: 30, terms: "Chat\nonly" }]);
});

it.each(["0", "-1", "1.5", "10000", "x"])("days are whole and few: %s is refused", (days1) => {
  const read = proposalForm.safeParse({ ...proposal, type1: "timeout", party1: id, days1 });
  expect(read.error?.issues.map(({ path }) => path)).toEqual([["days1"]]);
});

it("an appeal needs a ground of the list and words of its own", () => {
  expect(newAppealForm.parse({ grounds: "facts\ninvented", text: "No.\0" })).toEqual({
    grounds: ["facts"],
    text: "No.",
  });
  const refused = newAppealForm.safeParse({ grounds: "invented", text: " " });
  expect(refused.error?.issues.map(({ path }) => path[0])).toEqual(["grounds", "text"]);
});
