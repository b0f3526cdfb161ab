"""The network: sites, links between them, what stands there, addresses, weak points.

What: where agencies sit, by which links they reach the province's hubs, what each costs
and carries; the addresses in use; the network drawn; which loss cuts whom off.
Law: Chỉ thị 15/2009/CT-UBND of the province orders the review of networks; no text we
have read gives a form or a formula: what is counted here is ours and says so.
Words: a Site (điểm mạng) is a place of an agency; a *hub* is where the province's
network meets; a Link (đường truyền) goes from the site it serves, ``near``, towards a
hub, ``far``, in a period; a Subnet (dải địa chỉ) lies in an address space, where no two
overlap; a ServiceContract (hợp đồng bảo trì, hỗ trợ) keeps machines and links running
until a day; a *weak point* is one link or one site whose loss cuts others off every
hub.
Always true: overlapping subnets and addresses outside theirs the database refuses
(migration 0002, tests/network/test_addresses.py); weak points are those that taking one
away at a time finds (tests/network/test_graph.py).
Inside a house: no two devices of a rack share a unit, a port has one cable (migration
0004, tests/network/test_inside.py); tables go through the same actions, line by line.
Start reading at: rules/graph.py, access.py, rules/drawing.py.
Not here: machines and their software (inventory).
"""
