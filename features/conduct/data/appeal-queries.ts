import "server-only";
import { and, eq } from "drizzle-orm";
import { actorOf, audit } from "@/lib/audit/audit";
import type { Viewer } from "@/lib/auth/viewer";
import { openKey } from "@/lib/vault/vault";
import { mayReview } from "../domain/appeal";
import { appealGroundLabels, appealGrounds } from "../domain/appeal-grounds";
import { appealStateLabels, type AppealState } from "../domain/appeal-state";
import { asDesk, requireCase } from "./access";
import { appealStateOf, handsOf, leftToUndo } from "./appeal-work";
import { listCasePeople } from "./case-people";
import { partyNames, showMeasure, type ShownMeasure } from "./shown-measure";
import { isId, nothingHere } from "./desk-work";
import { openAnswer, placeOfMeasure, type AppealAnswer } from "./measure-sealed";
import { appeals, measures } from "./measure-tables";
import { namesOf } from "./people-names";

export type AppealPage = {
  caseId: string;
  codeName: string;
  appealId: string;
  measure: ShownMeasure;
  state: AppealState;
  stateLabel: string;
  isFurther: boolean;
  grounds: string[];
  text: string;
  filedAt: Date;
  answerBy: Date;
  reviewer: string;
  answer: AppealAnswer | null;
  /** What outside platforms still have of what was lifted or replaced. */
  leftToUndo: string[];
  /** Who may be chosen to answer it; empty unless the viewer chooses. */
  candidates: { id: string; name: string }[];
  may: { choose: boolean; start: boolean; decide: boolean; tell: boolean };
};

const waiting: readonly AppealState[] = ["admissible", "assigned", "under_review"];
const answered: readonly AppealState[] = ["upheld", "reduced", "lifted", "inadmissible"];

/**
 * Returns an appeal with its measure, and what its viewer may do about it. For whoever may read the case; throws
 * not_found for others.
 */
export function getAppeal(viewer: Viewer, caseId: string, appealId: string): Promise<AppealPage> {
  if (!isId(caseId) || !isId(appealId)) return Promise.reject(nothingHere());
  return asDesk(viewer, async (tx) => {
    const { row, may } = await requireCase(tx, viewer, caseId, "read_text");
    const [appeal] = await tx
      .select()
      .from(appeals)
      .where(and(eq(appeals.id, appealId), eq(appeals.caseId, caseId)));
    if (appeal === undefined) throw nothingHere();
    const [measure] = await tx.select().from(measures).where(eq(measures.id, appeal.measureId));
    if (measure === undefined) throw nothingHere();
    const key = await openKey(tx, caseId);
    const own = await openKey(tx, appealId);
    const party = (await partyNames(tx, key, caseId)).get(measure.partyId)?.label ?? "Somebody";
    const state = appealStateOf(appeal);
    const isReviewer = appeal.reviewerId === viewer.person.id;
    const mayChoose = may("assign_appeal") && waiting.includes(state);
    const hands = await handsOf(tx, measure);
    const people = mayChoose ? await listCasePeople(tx, row) : [];
    const names = await namesOf(tx, [appeal.reviewerId]);
    await audit(tx, {
      ...{ actor: actorOf(viewer), act: "conduct.read", object: { kind: "case", id: caseId } },
      detail: { appeal: appealId },
    });
    return {
      ...{ caseId, codeName: row.codeName, appealId, measure: showMeasure(key, measure, party) },
      ...{ state, stateLabel: appealStateLabels[state], isFurther: appeal.isFurther },
      grounds: appealGrounds
        .filter((ground) => appeal.grounds.includes(ground))
        .map((each) => appealGroundLabels[each]),
      text: own.open(placeOfMeasure.appeal(appealId), appeal.content),
      ...{ filedAt: appeal.filedAt, answerBy: appeal.answerBy },
      reviewer: appeal.reviewerId === null ? "" : (names.get(appeal.reviewerId) ?? "Somebody"),
      answer: openAnswer(own, appeal),
      leftToUndo: await leftToUndo(tx, appeal, measure),
      candidates: people
        .filter(({ id, isSoft }) => !isSoft && id !== appeal.reviewerId && mayReview(id, hands))
        .map(({ id, name }) => ({ id, name })),
      may: {
        choose: mayChoose,
        start: isReviewer && may("decide_appeal") && state === "assigned",
        decide: isReviewer && may("decide_appeal") && state === "under_review",
        tell: (isReviewer || may("assign_appeal")) && answered.includes(state),
      },
    };
  });
}
