import { CheckField, RadioField, TextAreaField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { deliveryAction, saveNoticeAction, tickNoticeAction } from "../decision-actions";
import type { MeasurePage, ShownLetter } from "../data/measure-queries";
import { DeskMoment, DeskSection, Facts, Folded, WrittenText } from "./desk-parts";
import { MarkedText } from "./notice-marked";

const parts = [
  ["behaviour", "What happened", "What the person did, so that they recognize it. Nothing of who told us."],
  ["impact", "What it did to others", "In general: nobody must be recognized."],
  ["expectations", "What we expect", "From now on."],
  ["consequences", "What follows", "The measure, how long it holds, and what comes next time."],
] as const;

function Ids({ page }: { page: MeasurePage }) {
  return (
    <>
      <input type="hidden" name="case" value={page.caseId} />
      <input type="hidden" name="measure" value={page.measure.id} />
      <input type="hidden" name="version" value={page.letter?.version ?? 0} />
    </>
  );
}

function WriteForm({ page }: { page: MeasurePage }) {
  return (
    <Form id="letter-form" label="The letter" action={saveNoticeAction}>
      <Ids page={page} />
      {parts.map(([name, label, help]) => (
        <TextAreaField key={name} {...{ name, label, help }} initial={page.letter?.parts[name]} />
      ))}
      <SubmitButton label="Save the letter" kind="plain" />
    </Form>
  );
}

function TickForm({ page, letter }: { page: MeasurePage; letter: ShownLetter }) {
  return (
    <Form id="tick-form" label="Check the letter" action={tickNoticeAction}>
      <Ids page={page} />
      <input type="hidden" name="seen" value={letter.mark} />
      {letter.mark === "" ? null : (
        <CheckField name="leaks" label="I looked at every marked place: none gives anybody away." />
      )}
      <SubmitButton label="I read it, and it can go out" kind="plain" />
    </Form>
  );
}

function DeliveryForm({ page }: { page: MeasurePage }) {
  return (
    <Form id="delivery-form" label="Delivery" action={deliveryAction}>
      <Ids page={page} />
      <RadioField
        name="how"
        label="How it went"
        options={[
          { value: "handed_over", label: "Handed over, by mail or message" },
          { value: "failed", label: "It could not be delivered" },
        ]}
      />
      <TextAreaField name="reason" label="Why not" rows={2} help="Only when it could not be delivered." />
      <SubmitButton label="Record" kind="plain" />
    </Form>
  );
}

function State({ letter, zone }: { letter: ShownLetter; zone: string }) {
  return (
    <Facts
      facts={[
        [
          "Written by",
          <span key="by" dir="auto">
            {letter.writtenBy}
          </span>,
        ],
        [
          "Checked by",
          letter.checkedBy === "" ? (
            "Nobody yet"
          ) : (
            <span key="check" dir="auto">
              {letter.checkedBy}
            </span>
          ),
        ],
        [
          "Delivered",
          letter.delivery === null || letter.deliveredAt === null ? (
            "Not yet"
          ) : (
            <span key="delivery">
              {letter.delivery === "failed" ? "Could not be: " : ""}
              {letter.failure === "" ? "" : `${letter.failure} – `}
              <DeskMoment at={letter.deliveredAt} zone={zone} />
            </span>
          ),
        ],
        ...(letter.appealUntil === null
          ? []
          : [["Appeal until", <DeskMoment key="until" at={letter.appealUntil} zone={zone} />] as const]),
      ]}
    />
  );
}

/** The letter to the person concerned: written, read by somebody else with every doubtful place marked, handed over. */
export function NoticeLetter({ page, zone }: { page: MeasurePage; zone: string }) {
  const { letter, may } = page;
  if (letter === null && !may.write) return null;
  return (
    <DeskSection id="letter" title="The letter">
      {letter === null ? <p>One letter stands for all measures of a decision about a person.</p> : null}
      {letter === null ? null : (
        <>
          <State letter={letter} zone={zone} />
          {parts.map(([name, label]) => (
            <div key={name}>
              <h3 className="font-bold">{label}</h3>
              <MarkedText text={letter.parts[name]} leaks={letter.leaks[name]} />
            </div>
          ))}
          {letter.mark === "" ? (
            <p>Nothing in it is like what reporters wrote, and no name, time, link or address is in it.</p>
          ) : (
            <p>
              <strong>Look at the marked places.</strong> They are like something that a reporter wrote, or are names,
              times, links or addresses, and could tell who reported. Mend the letter, or let a second person say that
              they do not.
            </p>
          )}
        </>
      )}
      {may.tick && letter !== null ? <TickForm page={page} letter={letter} /> : null}
      {letter?.full == null ? null : (
        <>
          <h3 className="font-bold">To send</h3>
          <p>Copy all of it. Once it is handed over, its secret is not shown here any more.</p>
          <div className="rounded-lg bg-surface p-3">
            <WrittenText>{letter.full}</WrittenText>
          </div>
        </>
      )}
      {may.deliver ? <DeliveryForm page={page} /> : null}
      {may.write && letter === null ? <WriteForm page={page} /> : null}
      {may.write && letter !== null ? (
        <Folded summary="Change the letter">
          <p>A second person must check it again then.</p>
          <WriteForm page={page} />
        </Folded>
      ) : null}
    </DeskSection>
  );
}
