import { copyOnRequest } from "./copy";
import { countDown } from "./countdown";
import { reloadOnChange } from "./dev-reload";
import { showLocalTimes } from "./local-times";
import { markOutline } from "./outline";
import { openSearch } from "./search-open";
import { comeBackAfterSignIn } from "./sign-in-link";
import { makeTabs } from "./tabs";
import { dismissTerms } from "./terms";
import { switchTheme } from "./theme";
import { unfoldWithRoom } from "./unfold";
import { playVideos } from "./video";

// Each part stands alone: where one fails, the page still works and so do the others.
const parts = [
  unfoldWithRoom,
  switchTheme,
  openSearch,
  makeTabs,
  showLocalTimes,
  countDown,
  copyOnRequest,
  playVideos,
  markOutline,
  dismissTerms,
  comeBackAfterSignIn,
  reloadOnChange,
];
for (const start of parts) {
  try {
    start();
  } catch (error) {
    reportError(error);
  }
}
document.documentElement.dataset.enhanced = "";
