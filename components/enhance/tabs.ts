// Contract: [data-tabs] > [data-tab-panel] > [data-tab-label]. Until this runs the panels stand one below the other.
const canFindHidden = "onbeforematch" in document;

function makeGroup(group: HTMLElement, number: number): void {
  const panels = [...group.querySelectorAll<HTMLElement>(":scope > [data-tab-panel]")];
  if (panels.length < 2) return;
  const list = document.createElement("div");
  list.role = "tablist";
  list.className = "flex overflow-x-auto border-b border-rule bg-surface px-2 print:hidden";

  const tabs = panels.map((panel, index) => {
    const label = panel.querySelector<HTMLElement>(":scope > [data-tab-label]");
    const tab = document.createElement("button");
    tab.type = "button";
    tab.role = "tab";
    tab.id = `tab-${number}-${index}`;
    tab.textContent = label?.textContent ?? `Tab ${index + 1}`;
    tab.className =
      "shrink-0 cursor-pointer border-b-2 border-transparent px-3 py-2 text-muted hover:text-ink " +
      "aria-selected:border-accent aria-selected:font-bold aria-selected:text-ink -outline-offset-2";
    panel.id ||= `panel-${number}-${index}`;
    panel.role = "tabpanel";
    panel.setAttribute("aria-labelledby", tab.id);
    tab.setAttribute("aria-controls", panel.id);
    // Paper has no tabs: there the labels are headings again.
    label?.classList.add("hidden", "print:block");
    list.append(tab);
    return tab;
  });

  const select = (chosen: number, hasFocus = false) => {
    panels.forEach((panel, index) => {
      const tab = tabs[index];
      const isChosen = index === chosen;
      tab?.setAttribute("aria-selected", String(isChosen));
      if (tab) tab.tabIndex = isChosen ? 0 : -1;
      panel.tabIndex = isChosen ? 0 : -1;
      panel.ariaHidden = isChosen ? null : "true";
      // "until-found" lets the browser's own search look into the closed panels.
      if (isChosen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", canFindHidden ? "until-found" : "");
    });
    if (hasFocus) tabs[chosen]?.focus();
  };

  list.addEventListener("click", (event) => {
    const index = tabs.findIndex((tab) => tab === event.target);
    if (index >= 0) select(index);
  });
  list.addEventListener("keydown", (event) => {
    const now = tabs.findIndex((tab) => tab === document.activeElement);
    const step = getComputedStyle(list).direction === "rtl" ? -1 : 1;
    const next = { ArrowRight: now + step, ArrowLeft: now - step, Home: 0, End: tabs.length - 1 }[event.key];
    if (next === undefined || now < 0) return;
    event.preventDefault();
    select((next + tabs.length) % tabs.length, true);
  });
  panels.forEach((panel, index) => panel.addEventListener("beforematch", () => select(index)));
  const followAddress = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const index = panels.findIndex((panel) => target !== null && panel.contains(target));
    if (index < 0) return;
    select(index);
    target?.scrollIntoView();
  };
  addEventListener("hashchange", followAddress);
  select(0);
  group.prepend(list);
  followAddress();
}

/** Makes tabs of panels that stand one below the other. */
export function makeTabs(): void {
  document.querySelectorAll<HTMLElement>("[data-tabs]").forEach(makeGroup);
}
