-- Reads cases in turn. Words: a token, then the paths.

function init(words)
  wrk.headers["Authorization"] = "Bearer " .. words[1]
  requests = {}
  for number = 2, #words do
    requests[number - 1] = wrk.format("GET", words[number])
  end
  turn = 0
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end
