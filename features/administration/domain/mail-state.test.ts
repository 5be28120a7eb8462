import { describe, expect, it } from "vitest";
import { describeMailServer } from "./mail-state";

describe("the mail server", () => {
  it("is named without its account", () => {
    expect(describeMailServer("smtp://ada:hunter2@mail.example.org:587")).toBe("smtp://mail.example.org:587");
    expect(describeMailServer(null)).toBeNull();
  });
});
