import "server-only";
import type { Attributes } from "@opentelemetry/api";
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from "@opentelemetry/sdk-trace-node";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { requestContext } from "@/lib/request-context";

// A collector that is away must not keep the portal from ending.
const longestSend = 3_000;

// Everything else may hold what somebody asked for, or who asked: addresses, queries, messages of errors.
const harmless = new Set([
  "http.method",
  "http.request.method",
  "http.response.status_code",
  "http.route",
  "http.status_code",
  "next.page",
  "next.route",
  "next.rsc",
  "next.segment",
  "next.span_name",
  "next.span_type",
  "operation.name",
  "portal.request",
]);

// Next names the span of a fetch after the whole address.
const nameOf = (name: string) => name.replace(/https?:\S*/g, "…").replace(/\?\S*/g, "");

function harmlessOf(attributes: Attributes): Attributes {
  const kept = Object.entries(attributes).filter(([name]) => harmless.has(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, typeof value === "string" ? nameOf(value) : value]));
}

/** Returns a span that tells what was done and for how long, and nothing of who asked for what. */
function withoutReader(span: ReadableSpan): ReadableSpan {
  const changes: Partial<ReadableSpan> = {
    name: nameOf(span.name),
    attributes: harmlessOf(span.attributes),
    // The log has the message, under the id of the request.
    status: { code: span.status.code },
    events: span.events.map(({ name, time }) => ({ name, time })),
    links: [],
  };
  return new Proxy(span, { get: (target, name) => Reflect.get(name in changes ? changes : target, name) });
}

/** Names the request in every span, so that a trace leads to its lines in the log. */
const requestNamer: SpanProcessor = {
  onStart: (span: Span) => void span.setAttribute("portal.request", requestContext().id),
  onEnd: () => undefined,
  forceFlush: () => Promise.resolve(),
  shutdown: () => Promise.resolve(),
};

/**
 * Sends traces to the collector of the settings, if they name one; the packages for it are loaded only then.
 * Returns what sends the rest and ends it.
 */
export async function startTracing(collector = env.collector): Promise<() => Promise<void>> {
  if (collector === null) return () => Promise.resolve();
  const { BatchSpanProcessor, NodeTracerProvider } = await import("@opentelemetry/sdk-trace-node");
  const { OTLPTraceExporter } = await import("@opentelemetry/exporter-trace-otlp-http");
  const { resourceFromAttributes } = await import("@opentelemetry/resources");
  const outer = new OTLPTraceExporter({ url: `${collector}/v1/traces`, timeoutMillis: longestSend });
  const exporter: SpanExporter = {
    export: (spans, done) => outer.export(spans.map(withoutReader), done),
    shutdown: () => outer.shutdown(),
  };
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ "service.name": "devrel-portal" }),
    spanProcessors: [requestNamer, new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return async () => {
    await provider.shutdown().catch((error: unknown) => log.warn("The last traces could not be sent.", error));
  };
}
