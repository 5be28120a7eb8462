import { roleLabels, type Role } from "@/lib/auth/roles";
import { roleTexts } from "../domain/role-text";

type RoleListAttributes = { roles: readonly Role[]; sleeping: readonly Role[] };

/** The roles a person holds, in plain words, and what wakes those that need a second factor. */
export function RoleList({ roles, sleeping }: RoleListAttributes) {
  return (
    <section aria-labelledby="roles" className="space-y-4">
      <h2 id="roles" className="font-display text-xl font-semibold">
        Roles
      </h2>
      {sleeping.length === 0 ? null : (
        <div className="rounded-lg border border-danger p-4">
          <p>
            {sleeping.map((role) => roleLabels[role]).join(" and ")}: this works only after a second factor, and you
            have not shown one since you signed in.
          </p>
          <p className="mt-2">
            <a href="/account/confirm?next=/account" className="text-accent underline">
              Show your second factor, or set one up
            </a>
          </p>
        </div>
      )}
      {roles.length === 0 ? (
        <p>You are a community member, like everybody who has signed in. Roles are given by admins.</p>
      ) : (
        <dl className="space-y-3">
          {roles.map((role) => (
            <div key={role}>
              <dt className="font-bold">{roleLabels[role]}</dt>
              <dd className="text-muted">{roleTexts[role]}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
