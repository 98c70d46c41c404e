/*
 * The workbook: everything that docs/operate.md sends an operator to look at. Its questions are the files of ../queries,
 * which know nothing of workbooks; what only a workbook can do is put into their text here:
 *   - the line "// filter: flow" becomes a filter by the flows that are chosen at the top,
 *   - steps of one hour or minute become the step that suits the chosen time range,
 *   - CALL-ID becomes the call that is chosen or typed in.
 * The time range is no text: each part is given it as its context. How a part is written down is in workbook-parts.bicep.
 *
 * The parts are values of variables, and not arguments of string(): a template's expression may be 24 KB long at most.
 */
import { chosenFlows, chosenRange, choice, group, heat, hours, link, parameters, part, tabBar, typedCall, words } from 'workbook-parts.bicep'

metadata description = 'The workbook in which calls, flows, speed, Graph and trouble are looked at.'

@description('Region.')
param location string

@description('Tags of the workbook.')
param tags object

@description('Resource id of the Application Insights component.')
param applicationInsightsId string

@description('Name under which people find the workbook.')
@minLength(1)
param displayName string

var calls = [
  {
    name: 'calls by outcome'
    title: 'How calls ended'
    query: loadTextContent('../queries/calls-by-outcome.kql')
    chart: 'piechart'
  }
  {
    name: 'calls by outcome over time'
    title: 'How calls ended, over time'
    query: loadTextContent('../queries/calls-by-outcome-over-time.kql')
    chart: 'barchart'
  }
  {
    name: 'containment'
    title: 'Answered calls: settled by the flow, passed on, lost'
    query: loadTextContent('../queries/containment.kql')
    coloured: [heat('abandonedPercent')]
  }
  {
    name: 'call failures'
    title: 'Why calls failed'
    query: loadTextContent('../queries/call-failures.kql')
    coloured: [heat('calls')]
  }
  {
    name: 'active calls'
    title: 'Calls at a time: running, and pending in the durable store'
    query: loadTextContent('../queries/active-calls.kql')
    chart: 'timechart'
  }
  { name: 'milestones', title: 'Milestones', query: loadTextContent('../queries/milestones.kql') }
]

var inTheFlow = [
  {
    name: 'drop-off'
    title: 'Drop-off: how many calls entered each node, and how many callers hung up in it'
    query: loadTextContent('../queries/drop-off.kql')
    coloured: [heat('calls'), heat('dropOffPercent')]
  }
  {
    name: 'no input and no match'
    title: 'Keys: no input and no match at each menu'
    query: loadTextContent('../queries/no-input-no-match.kql')
    coloured: [heat('noInputPercent'), heat('noMatchPercent')]
  }
  {
    name: 'input reasons'
    title: 'What ended each attempt to give input'
    query: loadTextContent('../queries/input-reasons.kql')
  }
  {
    name: 'transfer results'
    title: 'What became of transfers'
    query: loadTextContent('../queries/transfer-results.kql')
    coloured: [heat('busy'), heat('noAnswer'), heat('failed'), heat('abandoned')]
  }
  {
    name: 'prompts'
    title: 'Prompts: heard to the end, or cut off'
    query: loadTextContent('../queries/prompts.kql')
    coloured: [heat('cancelledPercent')]
  }
]

var speed = [
  {
    name: 'time to answer'
    title: 'Time to answer incoming calls, in milliseconds'
    query: loadTextContent('../queries/time-to-answer.kql')
    coloured: [heat('over8s'), heat('over15s')]
  }
  {
    name: 'time to answer over time'
    title: 'Time to answer, in milliseconds'
    query: loadTextContent('../queries/time-to-answer-over-time.kql')
    chart: 'timechart'
  }
  {
    name: 'turn latency over time'
    title: 'Turns, in milliseconds'
    query: loadTextContent('../queries/turn-latency-over-time.kql')
    chart: 'timechart'
  }
  {
    name: 'turn latency'
    title: 'Turns at each node, in milliseconds'
    query: loadTextContent('../queries/turn-latency.kql')
    coloured: [heat('p95'), heat('p99')]
  }
  {
    name: 'durable delays'
    title: 'Durable delays: from the notification of a call to the first request to Graph, in milliseconds'
    query: loadTextContent('../queries/durable-delays.kql')
    chart: 'timechart'
  }
  {
    name: 'graph duration'
    title: 'Requests to Graph, in milliseconds'
    query: loadTextContent('../queries/graph-duration.kql')
    coloured: [heat('p95'), heat('p99')]
  }
]

var graph = [
  {
    name: 'graph errors over time'
    title: 'Failed tries, over time'
    query: loadTextContent('../queries/graph-errors-over-time.kql')
    chart: 'barchart'
  }
  {
    name: 'graph errors'
    title: 'Failed tries by operation and outcome'
    query: loadTextContent('../queries/graph-errors.kql')
    coloured: [heat('givenUp')]
  }
  {
    name: 'notifications refused'
    title: 'Notifications refused'
    query: loadTextContent('../queries/notifications-refused.kql')
    coloured: [heat('withToken')]
  }
  {
    name: 'credential failures'
    title: 'Tokens that could not be had'
    query: loadTextContent('../queries/credential-failures.kql')
    coloured: [heat('failures')]
  }
]

var trouble = [
  { name: 'health', title: 'Health, as seen from outside', query: loadTextContent('../queries/health.kql') }
  { name: 'defects', title: 'Defects of the program', query: loadTextContent('../queries/defects.kql') }
  {
    name: 'store failing'
    title: 'Notifications that could not be stored'
    query: loadTextContent('../queries/store-failing.kql')
  }
  {
    name: 'calls never ended'
    title: 'Calls of the last day that never ended'
    query: loadTextContent('../queries/calls-never-ended.kql')
    time: { durationMs: hours(48) }
  }
  { name: 'dead letters', title: 'Dead letters', query: loadTextContent('../queries/dead-letters.kql') }
  { name: 'outbound', title: 'Calling out', query: loadTextContent('../queries/outbound.kql') }
  {
    name: 'http failures'
    title: 'Other systems that flows ask'
    query: loadTextContent('../queries/http-failures.kql')
  }
  {
    name: 'functions failing'
    title: 'Functions that failed'
    query: loadTextContent('../queries/functions-failing.kql')
  }
  {
    name: 'flow problems'
    title: 'What was wrong with the flows at the start'
    query: loadTextContent('../queries/flow-problems.kql')
  }
  { name: 'oddities', title: 'Oddities', query: loadTextContent('../queries/oddities.kql') }
  {
    name: 'housekeeping'
    title: 'Housekeeping of the last week'
    query: loadTextContent('../queries/housekeeping.kql')
    time: { durationMs: hours(168) }
  }
]

var recentCalls = {
  name: 'recent calls'
  title: 'Calls'
  query: loadTextContent('../queries/recent-calls.kql')
}

var oneCall = {
  name: 'one call'
  title: 'Everything of the call, in order'
  query: replace(
    loadTextContent('../queries/one-call.kql'),
    'let call = "CALL-ID";',
    'let call = iff(isempty("{CallId}"), "{ChosenCall}", "{CallId}");'
  )
}

var callsParts = [for asked in calls: part(applicationInsightsId, asked)]
var flowParts = [for asked in inTheFlow: part(applicationInsightsId, asked)]
var speedParts = [for asked in speed: part(applicationInsightsId, asked)]
var graphParts = [for asked in graph: part(applicationInsightsId, asked)]
var troubleParts = [for asked in trouble: part(applicationInsightsId, asked)]

var speedWords = words(
  'speed explained',
  'Graph gives up after 15 s of ringing. A turn is what callers wait for: from their key, or the end of a prompt, to the next request for sound. After about 2 s they wonder, after 3 s they press again.'
)
var graphWords = words(
  'graph explained',
  'A 404 is a call that its caller has left while something was asked for, and is normal. What is said of requests is not told by flow.'
)
var oneCallParts = [
  words(
    'one call explained',
    'Choose a call, or type in its callId or Graph\'s id of it. What is typed in wins; empty the field to go by the choice.'
  )
  choice(applicationInsightsId, recentCalls, 'callId', 'ChosenCall')
  parameters('call parameters', applicationInsightsId, [typedCall()])
  part(applicationInsightsId, oneCall)
]

var tabs = [
  { name: 'calls', label: 'Calls', id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d01', parts: callsParts }
  { name: 'flows', label: 'In the flow', id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d02', parts: flowParts }
  {
    name: 'speed'
    label: 'Speed'
    id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d03'
    parts: concat([speedWords], speedParts)
  }
  {
    name: 'graph'
    label: 'Graph'
    id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d04'
    parts: concat([graphWords], graphParts)
  }
  { name: 'trouble', label: 'Trouble', id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d05', parts: troubleParts }
  { name: 'one-call', label: 'One call', id: '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d06', parts: oneCallParts }
]

var links = [for tab in tabs: link(tab)]
var groups = [for tab in tabs: group(tab)]

var content = {
  version: 'Notebook/1.0'
  items: concat(
    [
      parameters('parameters', applicationInsightsId, [
        chosenRange()
        chosenFlows(applicationInsightsId, loadTextContent('../queries/flows.kql'))
      ])
      tabBar(links)
    ],
    groups
  )
  fallbackResourceIds: [applicationInsightsId]
}

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  // A workbook's name is a GUID: the same one at every deployment.
  name: guid(applicationInsightsId, 'ivr-workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: displayName
    description: 'Calls, flows, speed, Graph and trouble; docs/operate.md says how to read it.'
    category: 'workbook'
    version: 'Notebook/1.0'
    sourceId: applicationInsightsId
    serializedData: string(content)
  }
}
