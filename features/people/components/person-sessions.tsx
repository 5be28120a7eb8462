import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { endPersonSessionsAction } from "../actions";

/** In how many browsers a person is signed in, and the way to end that; the viewer's own browser stays signed in. */
export function PersonSessions({ personId, browsers }: { personId: string; browsers: number }) {
  return (
    <section aria-labelledby="sessions" className="mt-12">
      <h2 id="sessions" className="mb-3 font-display text-xl font-semibold">
        Sessions
      </h2>
      <Form id="sessions-form" label="Sessions" action={endPersonSessionsAction} className="space-y-4">
        <p>
          {browsers === 0
            ? "Not signed in anywhere."
            : `Signed in in ${browsers} ${browsers === 1 ? "browser" : "browsers"}. The one you are using now is never ended here.`}
        </p>
        <input type="hidden" name="person" value={personId} />
        {browsers === 0 ? null : <SubmitButton label="End all sessions" kind="danger" />}
      </Form>
    </section>
  );
}
