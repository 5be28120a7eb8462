"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** Tells whether the page is run by its script by now, so that nothing is promised which only that can do. */
export const useScript = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
