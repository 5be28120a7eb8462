type InboxDayAttributes = {
  at: Date;
  zone: string;
  /** Whether the hour is told, too; of an anonymous reporter only the day is known. */
  hasTime?: boolean;
};

/** A day in words, such as Tuesday 14 July, in the reader's zone. */
export function InboxDay({ at, zone, hasTime = false }: InboxDayAttributes) {
  const text = new Intl.DateTimeFormat("en-GB", {
    ...{ weekday: "long", day: "numeric", month: "long", timeZone: zone },
    ...(hasTime ? { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" } : {}),
  }).format(at);
  return <time dateTime={hasTime ? at.toISOString() : at.toISOString().slice(0, 10)}>{text}</time>;
}
