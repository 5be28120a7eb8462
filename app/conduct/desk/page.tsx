import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RoomPage } from "@/app/room-page";
import { TextField } from "@/components/rooms/fields";
import { Form } from "@/components/rooms/form";
import { SubmitButton } from "@/components/rooms/submit-button";
import { OpenCaseFields } from "@/features/conduct/components/desk-open-case";
import { DeskQueue, QueueViews } from "@/features/conduct/components/desk-queue";
import { isOfDesk } from "@/features/conduct/data/access";
import { listQueue } from "@/features/conduct/data/queue-queries";
import { listReadingTasks } from "@/features/conduct/data/reading-queries";
import { openCaseAction } from "@/features/conduct/desk-actions";
import { readQueueFilter } from "@/features/conduct/domain/queue-filter";
import { DeskRoom } from "./desk-room";
import { enterDesk } from "./require-desk";

export const metadata: Metadata = { title: "Desk", robots: { index: false } };

function ReadingTasks({ ids }: { ids: readonly string[] }) {
  if (ids.length === 0) return null;
  return (
    <section aria-labelledby="reading" className="mt-6">
      <h2 id="reading" className="font-display text-xl font-semibold">
        You are asked to read something
      </h2>
      <ul className="mt-2">
        {ids.map((id, at) => (
          <li key={id}>
            <a href={`/conduct/desk/cases/${id}/reading`} className="underline">
              Text {at + 1}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The queue: what waits, what is due first at the top. Whoever only reads one thing for others sees that. */
export default async function DeskPage({ searchParams }: PageProps<"/conduct/desk">) {
  const viewer = await enterDesk();
  const tasks = await listReadingTasks(viewer);
  if (!isOfDesk(viewer)) {
    if (tasks.length === 0) notFound();
    return (
      <RoomPage title="Desk" isWide>
        <ReadingTasks ids={tasks} />
      </RoomPage>
    );
  }
  const filter = readQueueFilter(await searchParams);
  const now = new Date();
  const queue = await listQueue(viewer, filter, now);
  return (
    <DeskRoom title="Desk" page="/conduct/desk" isLead={viewer.has("conduct_lead")}>
      <ReadingTasks ids={tasks} />
      <form
        role="search"
        action="/conduct/desk"
        method="get"
        className="mt-6 grid items-end gap-4 sm:grid-cols-[1fr_auto]"
      >
        <input type="hidden" name="view" value={filter.view} />
        <TextField
          name="search"
          label="Code name, or the exact name of somebody"
          type="search"
          maxLength={200}
          initial={filter.search}
        />
        <SubmitButton label="Find" kind="plain" />
      </form>
      <QueueViews queue={queue} filter={filter} />
      <DeskQueue queue={queue} filter={filter} now={now} />
      <div className="mt-8">
        <Form summary="Open a case without a report" id="open-case" label="Open a case" action={openCaseAction}>
          <OpenCaseFields />
        </Form>
      </div>
    </DeskRoom>
  );
}
