"use server";

import { redirect } from "next/navigation";
import { formAction } from "@/lib/action";
import { confirmErasure, endErasure, proposeErasure } from "./data/erasure-commands";
import { allowExport, askExport, endExport } from "./data/export-commands";
import { confirmHold, endHold, placeHold } from "./data/hold-commands";
import { erasureForm, exportedForm, exportForm, heldForm, holdForm } from "./domain/keeping-form";

/** Places a hold on a case. */
export const placeHoldAction = formAction(holdForm, async (viewer, { case: id, version, reason, until }) => {
  await placeHold(viewer, { id, version }, { reason, until });
  return { message: "The hold is placed. It counts for three days; a second person must confirm it." };
});

/** Confirms a hold that somebody else placed. */
export const confirmHoldAction = formAction(heldForm, async (viewer, given) => {
  await confirmHold(viewer, given);
  return { message: "The hold is confirmed." };
});

/** Ends a hold. */
export const endHoldAction = formAction(heldForm, async (viewer, given) => {
  await endHold(viewer, given);
  return { message: "The hold has ended." };
});

/** Proposes to erase something before its time. */
export const proposeErasureAction = formAction(
  erasureForm,
  async (viewer, target) => {
    await proposeErasure(viewer, target);
    return { message: "It is proposed. Nothing is erased until a second person confirms it." };
  },
  { isSensitive: true },
);

/** Takes such a proposal back, or refuses it. */
export const endErasureAction = formAction(erasureForm, async (viewer, target) => {
  await endErasure(viewer, target);
  return { message: "It is not proposed any more." };
});

/** Erases what somebody else proposed to erase. */
export const confirmErasureAction = formAction(
  erasureForm,
  async (viewer, target) => {
    await confirmErasure(viewer, target);
    redirect("/conduct/desk");
  },
  { isSensitive: true },
);

/** Asks for an export of a case. */
export const askExportAction = formAction(
  exportForm,
  async (viewer, { case: id, version, ...wish }) => {
    await askExport(viewer, { id, version }, wish);
    return { message: "The export is asked for. A second person must allow it." };
  },
  { isSensitive: true },
);

/** Allows an export that somebody else asked for. */
export const allowExportAction = formAction(
  exportedForm,
  async (viewer, given) => {
    await allowExport(viewer, given);
    return { message: "The export is allowed. Whoever asked for it can take it once within a day." };
  },
  { isSensitive: true },
);

/** Takes such a wish back, or refuses it. */
export const endExportAction = formAction(exportedForm, async (viewer, given) => {
  await endExport(viewer, given);
  return { message: "The export is not asked for any more." };
});
