// Contract: GET {path}/suggestions?q= answers with HTML of our own server in which every link inside [data-result]
// is a result, all of them within one list. The first paragraph of [data-total] says what was found. To a reader who is
// too fast it answers 429 with a sentence.
const pauseMs = 80;
const listId = "search-options";
const entryClasses = (
  "-mx-2 rounded-xs px-2 has-[[aria-selected=true]]:bg-accent-soft has-[[aria-selected=true]]:outline-2 " +
  "has-[[aria-selected=true]]:outline-accent"
).split(" ");
const hint = "Type to search. Arrow keys choose, Enter opens, Escape closes.";

type Parts = { dialog: HTMLDialogElement; input: HTMLInputElement; results: HTMLElement; status: HTMLElement };
let parts: Parts | undefined;
let opener: HTMLElement | null = null;
let options: HTMLAnchorElement[] = [];
let active = -1;
let request: AbortController | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  attributes: Record<string, string> = {},
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = className;
  for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value);
  return element;
}

function activate({ input }: Parts, index: number): void {
  options[active]?.setAttribute("aria-selected", "false");
  active = index;
  const option = options[active];
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

/** Turns the server's list into a listbox: the links are its options, everything else in it is ornament. */
function present(shown: Parts, nodes: readonly Node[], message: string): void {
  const { input, results, status } = shown;
  results.replaceChildren(...nodes);
  results.scrollTop = 0;
  options = [...results.querySelectorAll<HTMLAnchorElement>("[data-result] a[href], a[data-result]")];
  const list = [...results.querySelectorAll("ol, ul")].find((candidate) => candidate.contains(options[0] ?? null));
  if (list) {
    for (const element of list.querySelectorAll("*")) if (!element.closest("a")) element.role = "presentation";
    list.role = "listbox";
    list.id = listId;
    list.ariaLabel = "Search results";
  }
  options.forEach((option, index) => {
    option.id = `search-option-${index}`;
    option.role = "option";
    option.tabIndex = -1;
    option.ariaSelected = "false";
    // The whole entry shows that it is chosen, with a line too where colours are forced.
    option.classList.add("outline-none");
    option.closest("[data-result]")?.classList.add(...entryClasses);
  });
  input.ariaExpanded = String(list !== undefined);
  activate(shown, -1);
  status.textContent = message;
}

/** Says what was found, in the server's own words where it has some. */
function summaryOf(results: HTMLElement): string {
  if (options.length === 0) return "Nothing found.";
  const summary = results.querySelector<HTMLElement>("[data-total] > p");
  // The status line below the list shows it; a correction stays above too, for its link.
  if (summary && !summary.querySelector("a")) summary.hidden = true;
  return `${summary?.textContent ?? `${options.length} results.`} Arrow keys choose, Enter opens.`;
}

async function search(shown: Parts, path: string): Promise<void> {
  request?.abort();
  const text = shown.input.value.trim();
  if (text === "") {
    present(shown, [], hint);
    return;
  }
  const mine = (request = new AbortController());
  try {
    const response = await fetch(`${path}/suggestions?q=${encodeURIComponent(text)}`, { signal: mine.signal });
    if (response.status === 429) {
      const sentence = await response.text();
      if (!mine.signal.aborted) present(shown, [], sentence);
      return;
    }
    if (!response.ok) throw new Error(String(response.status));
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    if (mine.signal.aborted) return;
    const nodes = [...page.body.childNodes].map((node) => document.importNode(node, true));
    present(shown, nodes, "");
    shown.status.textContent = summaryOf(shown.results);
  } catch {
    if (mine.signal.aborted) return;
    const reason = navigator.onLine ? "The search does not answer at the moment." : "There is no connection.";
    present(shown, [], `${reason} Try again in a moment.`);
  }
}

function onKey(shown: Parts, event: KeyboardEvent): void {
  if (event.isComposing) return;
  if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length > 0) {
    event.preventDefault();
    // One place more than there are options: past the last result comes the field itself.
    const places = options.length + 1;
    const step = event.key === "ArrowDown" ? 1 : -1;
    activate(shown, ((active + 1 + step + places) % places) - 1);
  } else if (event.key === "Enter") {
    const option = options[active];
    // Without a chosen result the form goes to the page of all results.
    if (option === undefined) return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey) open(option.href, "_blank", "noopener");
    else option.click();
  }
}

function build(path: string): Parts {
  const dialog = make(
    "dialog",
    "mx-auto mt-[10dvh] w-[min(42rem,100vw-2rem)] flex-col overflow-hidden rounded-lg border border-rule bg-paper " +
      "text-ink shadow-2xl backdrop:bg-ink/40 open:flex max-h-[80dvh] max-sm:m-0 max-sm:h-dvh max-sm:max-h-none " +
      "max-sm:w-full max-sm:max-w-none max-sm:rounded-none max-sm:border-0",
    { "aria-label": "Search" },
  );
  const form = make("form", "flex items-center gap-2 border-b border-rule p-3", { role: "search", action: path });
  const input = make("input", "min-w-0 grow rounded-xs bg-paper px-2 py-2 text-lg text-ink placeholder:text-muted", {
    ...{ name: "q", type: "text", inputmode: "search", enterkeyhint: "search", maxlength: "200", autocomplete: "off" },
    ...{ autocapitalize: "off", spellcheck: "false", placeholder: "Search the handbook", dir: "auto" },
    ...{ role: "combobox", "aria-label": "Search the handbook", "aria-expanded": "false" },
    ...{ "aria-controls": listId, "aria-autocomplete": "list", "aria-haspopup": "listbox" },
  });
  const close = make("button", "shrink-0 cursor-pointer rounded-xs border border-control px-2 py-1 text-sm text-ink", {
    type: "button",
  });
  close.textContent = "Close";
  const results = make(
    "div",
    "min-h-0 grow overflow-y-auto overscroll-contain px-5 py-2 empty:hidden -outline-offset-2",
    {
      // A list that scrolls must be reachable for those who scroll by keys.
      ...{ tabindex: "0", role: "group", "aria-label": "Results" },
    },
  );
  const status = make("p", "m-0 border-t border-rule px-4 py-2 text-sm text-muted", { role: "status" });
  form.append(input, close);
  dialog.append(form, results, status);
  document.body.append(dialog);
  const made = { dialog, input, results, status };

  close.addEventListener("click", () => dialog.close());
  input.addEventListener("input", () => {
    // What was chosen belongs to the old text: Enter must not open it any more.
    activate(made, -1);
    clearTimeout(timer);
    timer = setTimeout(() => void search(made, path), pauseMs);
  });
  input.addEventListener("keydown", (event) => onKey(made, event));
  results.addEventListener("click", (event) => {
    const isInPlace = !event.metaKey && !event.ctrlKey && !event.shiftKey;
    if (isInPlace && (event.target as Element).closest("a")) {
      // The reader leaves for the result; the focus must not jump back to where the search began.
      opener = null;
      dialog.close();
    }
  });
  // Everything inside has its own element, so a press on the dialog itself is one on the dark ground behind it.
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => {
    request?.abort();
    clearTimeout(timer);
    opener?.focus();
  });
  return made;
}

/** Opens the search dialog; the focus goes back to the opener when it closes. */
export function showSearch(path: string, from: HTMLElement | null): void {
  parts ??= build(path);
  const { dialog, input } = parts;
  if (!dialog.open) {
    opener = from;
    if (options.length === 0) present(parts, [], hint);
    dialog.showModal();
  }
  input.focus();
  input.select();
}
