import { TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { deleteAccountAction } from "../actions";
import { deletionWord } from "../domain/profile";

/** What goes and what stays when an account is deleted, and the form that deletes it. */
export function DeletionForm() {
  return (
    <div className="space-y-6">
      <section aria-labelledby="goes" className="space-y-3">
        <h2 id="goes" className="font-display text-xl font-semibold">
          What goes, at once and for good
        </h2>
        <p>
          Your name, address, time zone and language, your ways to sign in, your sessions in every browser, your second
          factor, and all your roles.
        </p>
      </section>
      <section aria-labelledby="stays" className="space-y-3">
        <h2 id="stays" className="font-display text-xl font-semibold">
          What stays, and why
        </h2>
        <ul className="list-disc space-y-2 ps-6">
          <li>
            The log of what was done keeps a number in your place, not a name: a log from which entries could vanish
            would prove nothing.
          </li>
          <li>Decisions you took part in stay, with “Former member” in place of your name: others rely on them.</li>
          <li>
            Reports of harm that you sent stay, since others may be at risk, but nobody finds out any more through the
            portal that they are yours, and you cannot read them here again. If you would rather take one back, ask for
            that in your{" "}
            <a href="/inbox" className="text-accent underline">
              inbox
            </a>{" "}
            first. A name that you wrote into a report stays in it.
          </li>
          <li>Backups keep what they hold until they are replaced, as whoever runs this portal has set it up.</li>
        </ul>
      </section>
      <Form id="deletion" action={deleteAccountAction}>
        <TextField
          name="word"
          label={`Type the word “${deletionWord}”`}
          help="So that this does not happen by a slip."
          isRequired
        />
        <SubmitButton label="Delete my account" kind="danger" />
      </Form>
    </div>
  );
}
