import { TableRegion } from "@/components/mdx/table-region";
import { figuresNote, type FigureTable } from "../domain/figures-text";

const cell = "border-b border-rule px-3 py-2 align-top";
const link = "text-accent underline";

function Table({ table: { title, columns, lines } }: { table: FigureTable }) {
  return (
    <section>
      <h2 className="font-display text-xl font-semibold">{title}</h2>
      <TableRegion label={title}>
        <table className="w-full text-[0.9375rem]">
          <thead>
            <tr>
              <td className={cell} />
              {columns.map((column) => (
                <th key={column} scope="col" className={`${cell} text-end`}>
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ label, counts }) => (
              <tr key={label}>
                <th scope="row" className={`${cell} text-start font-normal`}>
                  {label}
                </th>
                {counts.map((count, at) => (
                  <td key={columns[at]} className={`${cell} tabular text-end`}>
                    {count}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </TableRegion>
    </section>
  );
}

/** The figures of the half-years that are over, and the ways to take them out. */
export function FiguresTables({ tables }: { tables: FigureTable[] }) {
  if (tables.length === 0)
    return (
      <p className="mt-8">
        There are no figures yet: they appear when a half-year in which a case was closed is over. Until then they would
        change from day to day, and tell what came in between.
      </p>
    );
  return (
    <>
      <p className="mt-6">{figuresNote}</p>
      <ul className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        <li>
          <a href="/conduct/desk/figures/export?format=csv" download className={link}>
            Save as CSV
          </a>
        </li>
        <li>
          <a href="/conduct/desk/figures/export?format=mdx" download className={link}>
            Save as MDX for the handbook
          </a>
        </li>
      </ul>
      <div className="mt-8 space-y-8">
        {tables.map((table) => (
          <Table key={table.title} table={table} />
        ))}
      </div>
    </>
  );
}
