-- wrk's script: sends the requests of the plan file in turn, and tells what came back as JSON.
local plan = dofile(os.getenv("BENCH_PLAN"))
local threads = {}

function setup(thread)
  thread:set("wrong", 0)
  thread:set("number", #threads)
  table.insert(threads, thread)
end

function init(args)
  at = number * 7
  sent = 0
end

function request()
  at = at % #plan.requests + 1
  local r = plan.requests[at]
  -- A number that no other request has had: each thread counts in its own share of the plan's.
  local fresh = string.format("%d", plan.from + number * plan.share + sent)
  sent = sent + 1
  return wrk.format(r.method, r.path, r.headers, (string.gsub(r.body, plan.fresh, fresh)))
end

function response(status, headers, body)
  if status ~= plan.expect then wrong = wrong + 1 end
end

function done(summary, latency, requests)
  local bad = 0
  for _, thread in ipairs(threads) do bad = bad + thread:get("wrong") end
  local e = summary.errors
  io.write(string.format(
    'BENCH {"requests": %d, "seconds": %.6f, "wrong": %d, "p50": %.3f, "p95": %.3f, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, bad + e.connect + e.read + e.write + e.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
