/*
 * The workbook: everything that docs/operate.md sends an operator to look at. Its questions are the files of ../queries,
 * which know nothing of workbooks; what only a workbook can do is put into their text here:
 *   - the line "// filter: flow" becomes a filter by the flows that are chosen at the top,
 *   - steps of one hour or minute become the step that suits the chosen time range,
 *   - CALL-ID becomes the call that is chosen or typed in.
 * The time range is no text: each part is given it as its context.
 *
 * The parts are values of variables, and not arguments of string(): a template's expression may be 24 KB long at most.
 */
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

@description('A query in the workbook\'s own words: the chosen flows, and steps of time that suit the chosen range.')
func inWorkbook(query string) string =>
  replace(
    replace(
      replace(query, '// filter: flow', '| where "*" in ({Flow}) or tostring(customDimensions.flow) in ({Flow})'),
      'bin(timestamp, 1h)',
      'bin(timestamp, {TimeRange:grain})'
    ),
    'bin(timestamp, 1m)',
    'bin(timestamp, {TimeRange:grain})'
  )

@description('What every part has that asks a query of the component.')
func question(insights string, title string, query string) object => {
  version: 'KqlItem/1.0'
  title: title
  query: inWorkbook(query)
  size: 0
  noDataMessage: 'Nothing of the kind in this time.'
  noDataMessageStyle: 3
  queryType: 0
  resourceType: 'microsoft.insights/components'
  crossComponentResources: [insights]
}

@description('A column that is coloured: the higher, the stronger.')
func heat(column string) object => {
  columnMatch: column
  formatter: 8
  formatOptions: { min: 0, palette: 'orange' }
}

@description('A table over the chosen time; some of its columns may be coloured.')
func table(insights string, name string, title string, query string, coloured array) object => {
  type: 3
  name: name
  content: union(question(insights, title, query), {
    timeContext: { durationMs: 0 }
    timeContextFromParameter: 'TimeRange'
    visualization: 'table'
    gridSettings: {
      filter: true
      formatters: coloured
    }
  })
}

@description('A table over a time of its own, whatever is chosen.')
func tableOf(insights string, name string, title string, query string, milliseconds int) object => {
  type: 3
  name: name
  content: union(question(insights, title, query), {
    timeContext: { durationMs: milliseconds }
    visualization: 'table'
    gridSettings: { filter: true }
  })
}

@description('A table in which a row is chosen: a parameter is set to one of its columns.')
func choice(insights string, name string, title string, query string, column string, parameter string) object => {
  type: 3
  name: name
  content: union(question(insights, title, query), {
    timeContext: { durationMs: 0 }
    timeContextFromParameter: 'TimeRange'
    visualization: 'table'
    gridSettings: { filter: true, rowLimit: 1000 }
    exportFieldName: column
    exportParameterName: parameter
    exportDefaultValue: 'none'
  })
}

@description('A chart over the chosen time, half as wide as the page.')
func chart(insights string, name string, title string, query string, visualization string) object => {
  type: 3
  name: name
  customWidth: '50'
  content: union(question(insights, title, query), {
    timeContext: { durationMs: 0 }
    timeContextFromParameter: 'TimeRange'
    visualization: visualization
  })
}

@description('A few words.')
func words(name string, markdown string) object => {
  type: 1
  name: name
  content: { json: markdown }
}

@description('A tab, and under it its parts.')
func link(tab string, label string, id string) object => {
  id: id
  cellValue: 'Tab'
  linkTarget: 'parameter'
  linkLabel: label
  subTarget: tab
  style: 'link'
}

@description('The parts of a tab, shown while it is chosen.')
func parts(tab string, items array) object => {
  type: 12
  name: 'tab ${tab}'
  conditionalVisibility: { parameterName: 'Tab', comparison: 'isEqualTo', value: tab }
  content: { version: 'NotebookGroup/1.0', groupType: 'editable', items: items }
}

var hours = 3600000

var choices = {
  type: 9
  name: 'parameters'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    queryType: 0
    resourceType: 'microsoft.insights/components'
    crossComponentResources: [applicationInsightsId]
    parameters: [
      {
        id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c01'
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time'
        type: 4
        isRequired: true
        value: { durationMs: 24 * hours }
        typeSettings: {
          allowCustom: true
          selectableValues: [
            { durationMs: hours }
            { durationMs: 4 * hours }
            { durationMs: 24 * hours }
            { durationMs: 48 * hours }
            { durationMs: 168 * hours }
            { durationMs: 720 * hours }
          ]
        }
      }
      {
        id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c02'
        version: 'KqlParameterItem/1.0'
        name: 'Flow'
        label: 'Flows'
        type: 2
        isRequired: true
        multiSelect: true
        quote: '\''
        delimiter: ','
        query: loadTextContent('../queries/flows.kql')
        queryType: 0
        resourceType: 'microsoft.insights/components'
        crossComponentResources: [applicationInsightsId]
        timeContext: { durationMs: 0 }
        timeContextFromParameter: 'TimeRange'
        typeSettings: { additionalResourceOptions: ['value::all'], selectAllValue: '*', showDefault: false }
        defaultValue: 'value::all'
        value: ['value::all']
      }
    ]
  }
}

var tabs = {
  type: 11
  name: 'tabs'
  content: {
    version: 'LinkItem/1.0'
    style: 'tabs'
    links: [
      link('calls', 'Calls', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d01')
      link('flows', 'In the flow', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d02')
      link('speed', 'Speed', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d03')
      link('graph', 'Graph', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d04')
      link('trouble', 'Trouble', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d05')
      link('one-call', 'One call', '2b6d2c7a-8c1e-4f0e-b7a4-3f1a5b6c7d06')
    ]
  }
}

var calls = [
  chart(
    applicationInsightsId,
    'calls by outcome',
    'How calls ended',
    loadTextContent('../queries/calls-by-outcome.kql'),
    'piechart'
  )
  chart(
    applicationInsightsId,
    'calls by outcome over time',
    'How calls ended, over time',
    loadTextContent('../queries/calls-by-outcome-over-time.kql'),
    'barchart'
  )
  table(
    applicationInsightsId,
    'containment',
    'Answered calls: settled by the flow, passed on, lost',
    loadTextContent('../queries/containment.kql'),
    [heat('abandonedPercent')]
  )
  table(
    applicationInsightsId,
    'call failures',
    'Why calls failed',
    loadTextContent('../queries/call-failures.kql'),
    [heat('calls')]
  )
  chart(
    applicationInsightsId,
    'active calls',
    'Calls at a time: running, and pending in the durable store',
    loadTextContent('../queries/active-calls.kql'),
    'timechart'
  )
  table(applicationInsightsId, 'milestones', 'Milestones', loadTextContent('../queries/milestones.kql'), [])
]

var inTheFlow = [
  table(
    applicationInsightsId,
    'drop-off',
    'Drop-off: how many calls entered each node, and how many callers hung up in it',
    loadTextContent('../queries/drop-off.kql'),
    [heat('calls'), heat('dropOffPercent')]
  )
  table(
    applicationInsightsId,
    'no input and no match',
    'Keys: no input and no match at each menu',
    loadTextContent('../queries/no-input-no-match.kql'),
    [heat('noInputPercent'), heat('noMatchPercent')]
  )
  table(
    applicationInsightsId,
    'input reasons',
    'What ended each attempt to give input',
    loadTextContent('../queries/input-reasons.kql'),
    []
  )
  table(
    applicationInsightsId,
    'transfer results',
    'What became of transfers',
    loadTextContent('../queries/transfer-results.kql'),
    [heat('busy'), heat('noAnswer'), heat('failed'), heat('abandoned')]
  )
  table(
    applicationInsightsId,
    'prompts',
    'Prompts: heard to the end, or cut off',
    loadTextContent('../queries/prompts.kql'),
    [heat('cancelledPercent')]
  )
]

var speed = [
  words(
    'speed explained',
    'Graph gives up after 15 s of ringing. A turn is what callers wait for: from their key, or the end of a prompt, to the next request for sound. After about 2 s they wonder, after 3 s they press again.'
  )
  table(
    applicationInsightsId,
    'time to answer',
    'Time to answer incoming calls, in milliseconds',
    loadTextContent('../queries/time-to-answer.kql'),
    [heat('over8s'), heat('over15s')]
  )
  chart(
    applicationInsightsId,
    'time to answer over time',
    'Time to answer, in milliseconds',
    loadTextContent('../queries/time-to-answer-over-time.kql'),
    'timechart'
  )
  chart(
    applicationInsightsId,
    'turn latency over time',
    'Turns, in milliseconds',
    loadTextContent('../queries/turn-latency-over-time.kql'),
    'timechart'
  )
  table(
    applicationInsightsId,
    'turn latency',
    'Turns at each node, in milliseconds',
    loadTextContent('../queries/turn-latency.kql'),
    [heat('p95'), heat('p99')]
  )
  chart(
    applicationInsightsId,
    'durable delays',
    'Durable delays: from the notification of a call to the first request to Graph, in milliseconds',
    loadTextContent('../queries/durable-delays.kql'),
    'timechart'
  )
  table(
    applicationInsightsId,
    'graph duration',
    'Requests to Graph, in milliseconds',
    loadTextContent('../queries/graph-duration.kql'),
    [heat('p95'), heat('p99')]
  )
]

var graph = [
  words(
    'graph explained',
    'A 404 is a call that its caller has left while something was asked for, and is normal. What is said of requests is not told by flow.'
  )
  chart(
    applicationInsightsId,
    'graph errors over time',
    'Failed tries, over time',
    loadTextContent('../queries/graph-errors-over-time.kql'),
    'barchart'
  )
  table(
    applicationInsightsId,
    'graph errors',
    'Failed tries by operation and outcome',
    loadTextContent('../queries/graph-errors.kql'),
    [heat('givenUp')]
  )
  table(
    applicationInsightsId,
    'notifications refused',
    'Notifications refused',
    loadTextContent('../queries/notifications-refused.kql'),
    [heat('withToken')]
  )
  table(
    applicationInsightsId,
    'credential failures',
    'Tokens that could not be had',
    loadTextContent('../queries/credential-failures.kql'),
    [heat('failures')]
  )
]

var trouble = [
  table(applicationInsightsId, 'health', 'Health, as seen from outside', loadTextContent('../queries/health.kql'), [])
  table(applicationInsightsId, 'defects', 'Defects of the program', loadTextContent('../queries/defects.kql'), [])
  table(
    applicationInsightsId,
    'store failing',
    'Notifications that could not be stored',
    loadTextContent('../queries/store-failing.kql'),
    []
  )
  tableOf(
    applicationInsightsId,
    'calls never ended',
    'Calls of the last day that never ended',
    loadTextContent('../queries/calls-never-ended.kql'),
    48 * hours
  )
  table(applicationInsightsId, 'dead letters', 'Dead letters', loadTextContent('../queries/dead-letters.kql'), [])
  table(applicationInsightsId, 'outbound', 'Calling out', loadTextContent('../queries/outbound.kql'), [])
  table(
    applicationInsightsId,
    'http failures',
    'Other systems that flows ask',
    loadTextContent('../queries/http-failures.kql'),
    []
  )
  table(
    applicationInsightsId,
    'functions failing',
    'Functions that failed',
    loadTextContent('../queries/functions-failing.kql'),
    []
  )
  table(
    applicationInsightsId,
    'flow problems',
    'What was wrong with the flows at the start',
    loadTextContent('../queries/flow-problems.kql'),
    []
  )
  table(applicationInsightsId, 'oddities', 'Oddities', loadTextContent('../queries/oddities.kql'), [])
  tableOf(
    applicationInsightsId,
    'housekeeping',
    'Housekeeping of the last week',
    loadTextContent('../queries/housekeeping.kql'),
    168 * hours
  )
]

var oneCall = [
  words(
    'one call explained',
    'Choose a call, or type in its callId or Graph\'s id of it. What is typed in wins; empty the field to go by the choice.'
  )
  choice(
    applicationInsightsId,
    'recent calls',
    'Calls',
    loadTextContent('../queries/recent-calls.kql'),
    'callId',
    'ChosenCall'
  )
  {
    type: 9
    name: 'call parameters'
    content: {
      version: 'KqlParameterItem/1.0'
      style: 'pills'
      queryType: 0
      resourceType: 'microsoft.insights/components'
      parameters: [
        {
          id: '6f3c1f2e-5d0a-4d5c-9a63-1d5a0b8f1c03'
          version: 'KqlParameterItem/1.0'
          name: 'CallId'
          label: 'callId or Graph\'s id'
          type: 1
          isRequired: false
          value: ''
        }
      ]
    }
  }
  table(
    applicationInsightsId,
    'one call',
    'Everything of the call, in order',
    replace(
      loadTextContent('../queries/one-call.kql'),
      'let call = "CALL-ID";',
      'let call = iff(isempty("{CallId}"), "{ChosenCall}", "{CallId}");'
    ),
    []
  )
]

var content = {
  version: 'Notebook/1.0'
  items: [
    choices
    tabs
    parts('calls', calls)
    parts('flows', inTheFlow)
    parts('speed', speed)
    parts('graph', graph)
    parts('trouble', trouble)
    parts('one-call', oneCall)
  ]
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

@description('Resource id of the workbook.')
output workbookId string = workbook.id
