// Contract: <span data-countdown="start" data-countdown-end="end">, both ISO instants; the span reserves its width.
const everyMs = 30_000;
const minuteMs = 60_000;

function inWords(ms: number): string {
  const minutes = Math.ceil(ms / minuteMs);
  const hours = Math.floor(minutes / 60);
  const days = Math.floor(hours / 24);
  if (days > 0) return `${days} ${days === 1 ? "day" : "days"}${hours % 24 > 0 ? ` ${hours % 24} h` : ""}`;
  return hours > 0 ? `${hours} h ${minutes % 60} min` : `${minutes} min`;
}

function update(elements: Iterable<HTMLElement>): void {
  const now = Date.now();
  for (const element of elements) {
    const start = Date.parse(element.dataset.countdown ?? "");
    const end = Date.parse(element.dataset.countdownEnd ?? element.dataset.countdown ?? "");
    if (Number.isNaN(start)) continue;
    let text = "is over";
    if (now < start) text = `in ${inWords(start - now)}`;
    else if (now < end) text = `is on, ${inWords(end - now)} left`;
    if (element.textContent !== text) element.textContent = text;
  }
}

/** Keeps every countdown right while the page is looked at. */
export function countDown(): void {
  const elements = document.querySelectorAll<HTMLElement>("[data-countdown]");
  if (elements.length === 0) return;
  let timer: ReturnType<typeof setInterval> | undefined;
  const run = () => {
    clearInterval(timer);
    if (document.hidden) return;
    update(elements);
    timer = setInterval(update, everyMs, elements);
  };
  document.addEventListener("visibilitychange", run);
  run();
}
