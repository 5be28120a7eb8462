import { Badge } from "@/components/mdx/badge";
import { filterChannels, platformNames, platforms, type Channel, type ChannelFilter } from "../domain/channel";
import type { Facts } from "../domain/facts";
import { ownerLabel, reachChannel } from "../domain/look-up";
import { AudienceBadge } from "./audience";
import { ChannelFilters } from "./channel-filters";
import { EmptyFacts, FactList, FactRow, ReachableLink } from "./fact-list";

function ChannelRow({ facts, channel }: { facts: Facts; channel: Channel }) {
  const { key, audience, state, purpose, examples, note } = channel;
  const owner = ownerLabel(facts, channel);
  return (
    <FactRow
      id={`channel-${key}`}
      name={<ReachableLink to={reachChannel(channel)} />}
      marks={
        <>
          <AudienceBadge audience={audience} />
          {state === "active" ? null : <Badge tone="danger">{state}</Badge>}
          {owner ? <span>{owner}</span> : null}
        </>
      }
    >
      <p>{purpose}</p>
      {examples.length > 0 ? <p className="text-sm text-muted">For example: {examples.join(" · ")}</p> : null}
      {note ? <p className="text-sm text-muted">{note}</p> : null}
    </FactRow>
  );
}

type ChannelListAttributes = {
  facts: Facts;
  /** Fixed by the page; such a list has no filters of its own. */
  platform?: string;
  owner?: string;
  /** What the reader has chosen in the query of the address. */
  filter?: ChannelFilter;
  /** Path of the page, for the links of the filters; without it there are none. */
  basePath?: string;
};

/** The channels by place, with their purpose, owner and who may read them. */
export function ChannelList({ facts, platform, owner, filter = {}, basePath }: ChannelListAttributes) {
  if (facts.channels.length === 0) return <EmptyFacts>No channel is recorded here yet.</EmptyFacts>;
  const isFixed = platform !== undefined || owner !== undefined;
  const channels = filterChannels(facts.channels, isFixed ? { platform, owner } : filter);
  const groups = platforms
    .map((name) => ({ name, channels: channels.filter((channel) => channel.platform === name) }))
    .filter((group) => group.channels.length > 0);
  const hasHeadings = platform === undefined;
  const list = (
    <>
      {groups.length === 0 ? (
        <EmptyFacts>
          <p>
            No channel matches.{" "}
            {basePath && !isFixed ? <a href={`${basePath}#channel-list`}>Show all channels</a> : null}
          </p>
        </EmptyFacts>
      ) : null}
      {groups.map((group) => (
        <div key={group.name}>
          {hasHeadings ? (
            <h3 className="mb-2">
              {platformNames[group.name]}{" "}
              <span className="font-normal text-muted tabular-nums">{group.channels.length}</span>
            </h3>
          ) : null}
          <FactList label={`Channels: ${platformNames[group.name]}`}>
            {group.channels.map((channel) => (
              <ChannelRow key={channel.key} facts={facts} channel={channel} />
            ))}
          </FactList>
        </div>
      ))}
    </>
  );
  if (isFixed) return list;
  return (
    <div id="channel-list">
      {basePath ? <ChannelFilters facts={facts} filter={filter} basePath={basePath} /> : null}
      <p role="status" className="text-sm text-muted tabular-nums">
        {channels.length} of {facts.channels.length} channels
      </p>
      {list}
    </div>
  );
}
