-- Sends the file that BODY names, again and again; prints what wrk counted, the wrong answers among it.
local file = assert(io.open(os.getenv("BODY"), "r"))
wrk.method, wrk.body, wrk.headers["Content-Type"] = "POST", file:read("*a"), "application/json"

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format('\n{"requests": %d, "microseconds": %d, "p99": %d, "status": %d, "socket": %d}\n',
    summary.requests, summary.duration, latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
